import { describe, expect, it } from 'vitest';
import { emailVerdict, standardiseEmail, standardiseEmails } from './index.ts';

describe('emailVerdict', () => {
  it.each([
    ['a@b.cn', 'valid'],
    ['first.last+tag@sub.example.co-op.org', 'valid'],
    [`${'a'.repeat(64)}@b.cn`, 'valid'],
    ['a@xn--fiqs8s.xn--fiqs8s', 'valid'],
    ['"john smith"@b.cn', 'unusual'],
    ['a@localhost', 'unusual'],
    ['a@[192.168.0.1]', 'unusual'],
    ['a@b.123', 'unusual'],
    ['张三@公司.中国', 'unusual'],
    [`${'a'.repeat(65)}@b.cn`, 'invalid'],
    ['a..b@c.cn', 'invalid'],
    ['.a@c.cn', 'invalid'],
    ['a@-c.cn', 'invalid'],
    ['a@c..cn', 'invalid'],
    ['a b@c.cn', 'invalid'],
    ['a@b@c.cn', 'invalid'],
    ['a@b.cn\n', 'invalid'],
    ['@b.cn', 'invalid'],
    ['a@', 'invalid'],
    ['ab.cn', 'invalid'],
  ])('%j is %s', (address, verdict) => {
    expect(emailVerdict(address)).toBe(verdict);
  });
});

describe('standardiseEmail', () => {
  it.each([
    ['A.B@GMAIL.COM', { address: 'A.B@gmail.com', comparable: 'a.b@gmail.com' }],
    [' ｗａｎｇ＠ｘ．ｃｎ ', { address: 'wang@x.cn', comparable: 'wang@x.cn' }],
    ['mailto:a@b.cn', { address: 'a@b.cn', comparable: 'a@b.cn' }],
    ['"Li, Si" <li@x.cn>', { address: 'li@x.cn', comparable: 'li@x.cn', note: 'Li, Si' }],
    ['a@b.cn（工作）', { address: 'a@b.cn', comparable: 'a@b.cn', note: '工作' }],
    ['邮箱：a@b.cn。', { address: 'a@b.cn', comparable: 'a@b.cn' }],
  ])('%j', (raw, value) => {
    expect(standardiseEmail(raw)).toEqual({ state: 'ok', value });
  });

  it('flags unusual addresses, refuses wrong ones, takes fillers for nothing', () => {
    expect(standardiseEmail('a@b')).toMatchObject({ state: 'ok', warnings: ['EMAIL_UNUSUAL'] });
    expect(standardiseEmail('a@@b.cn')).toEqual({ state: 'invalid', rule: 'EMAIL_INVALID' });
    expect(standardiseEmail('n/a')).toEqual({ state: 'empty' });
  });
});

describe('standardiseEmails', () => {
  it.each([
    ['a@b.cn;c@d.cn', ['a@b.cn', 'c@d.cn']],
    ['a@b.cn， c@d.cn', ['a@b.cn', 'c@d.cn']],
    ['a@b.cn/c@d.cn', ['a@b.cn', 'c@d.cn']],
    ['a@b.cn\nA@B.CN', ['a@b.cn']],
    ['"Li, Si" <li@x.cn>; Wang <w@y.cn>', ['li@x.cn', 'w@y.cn']],
  ])('%j', (raw, addresses) => {
    const result = standardiseEmails(raw);
    expect(result.state === 'ok' && result.value.map((email) => email.comparable)).toEqual(addresses);
  });

  it('warns of parts that are no addresses', () => {
    expect(standardiseEmails('a@b.cn; nonsense')).toMatchObject({ state: 'ok', warnings: ['EMAIL_PART_INVALID'] });
  });
});

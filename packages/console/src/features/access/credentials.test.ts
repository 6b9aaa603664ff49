import { describe, expect, it } from 'vitest';
import { hasPasswordLength, looksLikeEmail, safeReturn } from './credentials.ts';
import { deviceName } from './device-name.ts';

describe('safeReturn', () => {
  it.each([
    ['/customers#q=张', '/customers#q=张'],
    [undefined, '/'],
    ['https://elsewhere.example', '/'],
    ['//elsewhere.example', '/'],
    ['/\\elsewhere.example', '/'],
    ['/sign-in?back=/sign-in', '/'],
    [['/a', '/b'], '/'],
  ])('leads from %j to %s', (back, to) => expect(safeReturn(back)).toBe(to));
});

describe('credentials', () => {
  it.each([
    ['a@b.cn', true],
    [' 王@例子.公司 ', true],
    ['a@b', false],
    ['a b@c.cn', false],
    ['', false],
  ])('takes %j for an address: %s', (text, is) => expect(looksLikeEmail(text)).toBe(is));

  it.each([
    ['a'.repeat(11), false],
    ['正确的马电池钉书针好记又安全', true],
    ['😀'.repeat(12), true],
    ['a'.repeat(129), false],
  ])('judges the length of %s: %s', (password, fits) => expect(hasPasswordLength(password)).toBe(fits));
});

describe('deviceName', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36 Edg/156.0',
      'Edge · Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1',
      'Safari · iPhone',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Linux'],
    ['curl/8.5', undefined],
    [null, undefined],
  ])('names %s', (userAgent, name) => expect(deviceName(userAgent)).toBe(name));
});

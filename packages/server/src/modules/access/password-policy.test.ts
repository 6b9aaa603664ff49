import { describe, expect, it } from 'vitest';
import { passwordProblem } from './password-policy.ts';

describe('passwordProblem', () => {
  it.each([
    ['short', 'TOO_WEAK'],
    ['aaaaaaaaaaaaaaaa', 'TOO_WEAK'],
    ['Password1234', 'TOO_WEAK'],
    ['passwordpassword', 'TOO_WEAK'],
    ['123456789012', 'TOO_WEAK'],
    ['qwertyuiopas', 'TOO_WEAK'],
    ['woaini520520', 'TOO_WEAK'],
    ['wangli@acme2024', 'TOO_WEAK'],
    ['x'.repeat(129), 'TOO_LONG'],
    ['correct horse battery', undefined],
    ['我的密码很长而且没人猜得到的', undefined],
    ['kV9#tq2!Lm0z', undefined],
  ])('%s → %s', (password, problem) => {
    expect(passwordProblem(password, ['Wang Li', 'wangli@acme.example'])).toBe(problem);
  });
});

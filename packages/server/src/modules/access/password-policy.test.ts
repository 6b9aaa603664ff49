import { dictionary } from '@zxcvbn-ts/language-common';
import { describe, expect, it } from 'vitest';
import { passwordProblem } from './password-policy.ts';

const OWNER = ['Wang Li', 'wangli@acme.example'];
const LEAKED = dictionary['passwords-common'];

describe('passwordProblem', () => {
  it.each([
    ['short', 'TOO_WEAK'],
    ['kV9#tq2!Lm0', 'TOO_WEAK'],
    ['aaaaaaaaaaaaaaaa', 'TOO_WEAK'],
    ['Password1234', 'TOO_WEAK'],
    ['P@$$w0rd1234', 'TOO_WEAK'],
    ['passwordpassword', 'TOO_WEAK'],
    ['123456789012', 'TOO_WEAK'],
    ['qwertyuiopas', 'TOO_WEAK'],
    ['1qaz@WSX3edc', 'TOO_WEAK'],
    ['Summer2024!!', 'TOO_WEAK'],
    ['woaini520520', 'TOO_WEAK'],
    ['daohaosiquanjia', 'TOO_WEAK'],
    ['zhangwei19880808', 'TOO_WEAK'],
    ['ｐａｓｓｗｏｒｄ１２３４', 'TOO_WEAK'],
    ['wangli@acme2024', 'TOO_WEAK'],
    ['Dossier@2026', 'TOO_WEAK'],
    ['x'.repeat(129), 'TOO_LONG'],
    ['correct horse battery', undefined],
    ['我的密码很长而且没人猜得到的', undefined],
    ['kV9#tq2!Lm0z', undefined],
    // Of one kind only: nothing is asked of their composition.
    ['rnwqzkvbtehx', undefined],
    ['RNWQZKVBTEHX', undefined],
    ['849305716284', undefined],
    ['%)(+~|{:?>_=', undefined],
    [`${'kV9#tq2!Lm0z'.repeat(10)}12345678`, undefined],
  ])('%s → %s', async (password, problem) => {
    expect(await passwordProblem(password, OWNER)).toBe(problem);
  });

  it('refuses three thousand usual ones: all that leaks show at this length, and what people make of shorter ones', async () => {
    const listed = LEAKED.filter((word) => word.length >= 12);
    const made = LEAKED.slice(0, 440).flatMap((word) => {
      const capital = word[0]?.toUpperCase() + word.slice(1);
      const forms = [word + word, `${word}123456`, `123456${word}`, `${word}12345678`, `${word}qwerty`];
      return [...forms, `${capital}@2024`, `${capital}2024!`, `${capital}12345!`];
    });
    const usual = new Set([...listed, ...made].filter((password) => password.length >= 12));
    expect(listed.length).toBeGreaterThan(300);
    expect(usual.size).toBeGreaterThanOrEqual(3_000);
    const taken: string[] = [];
    for (const password of usual) if ((await passwordProblem(password, [])) === undefined) taken.push(password);
    expect(taken).toEqual([]);
  });

  it('takes phrases of four words drawn by lot, with and without spaces', async () => {
    const words = dictionary['diceware-common'];
    for (let i = 0; i < 100; i++) {
      const four = [0, 1, 2, 3].map((n) => words[(i * 7_919 + n * 104_729 + i * i) % words.length]);
      for (const phrase of [four.join(' '), four.join('')]) {
        if (phrase.length >= 12) expect([phrase, await passwordProblem(phrase, OWNER)]).toEqual([phrase, undefined]);
      }
    }
  });
});

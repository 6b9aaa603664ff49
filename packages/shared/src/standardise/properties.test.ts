import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  guessNameKind,
  standardiseAddress,
  standardiseBoolean,
  standardiseCountry,
  standardiseCreditCode,
  standardiseDate,
  standardiseEmails,
  standardiseExternalId,
  standardiseGender,
  standardiseMoney,
  standardiseNumber,
  standardiseOrganisationName,
  standardisePersonName,
  standardisePhones,
  standardiseResidentId,
  standardiseText,
  standardiseTimestamp,
  type Standardised,
} from './index.ts';

const cells = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(...'0123456789 +-()/.,:;年月日号时分万亿元¥$%@#EeTZ王张先生女士转省市区县（）：，'),
    maxLength: 30,
  }),
);

/** Each standardiser with the text of its value, for those whose value has one. */
const TEXTS: readonly (readonly [string, (raw: string) => Standardised<string>])[] = [
  ['text', standardiseText],
  ['date', standardiseDate],
  ['timestamp', (raw) => standardiseTimestamp(raw, { zone: 'Asia/Shanghai' })],
  ['number', standardiseNumber],
  ['external id', standardiseExternalId],
  ['country', standardiseCountry],
  ['gender', standardiseGender],
];

const ALL: readonly ((raw: string) => Standardised<unknown>)[] = [
  ...TEXTS.map(([, standardise]) => standardise),
  standardisePersonName,
  standardiseOrganisationName,
  standardisePhones,
  (raw) => standardisePhones(raw, { region: 'US' }),
  standardiseEmails,
  standardiseMoney,
  standardiseBoolean,
  (raw) => standardiseAddress({ text: raw }),
  (raw) => standardiseAddress({ province: raw, city: raw, line: raw }),
  standardiseResidentId,
  standardiseCreditCode,
];

describe('every standardiser', () => {
  it('answers any text with one of its three states', () => {
    fc.assert(
      fc.property(cells, (raw) => {
        for (const standardise of ALL) expect(['ok', 'empty', 'invalid']).toContain(standardise(raw).state);
        expect(['PERSON', 'ORGANISATION']).toContain(guessNameKind(raw).kind);
      }),
      { numRuns: 300 },
    );
  });

  it.each(TEXTS)('%s gives a text that it would give again', (_, standardise) => {
    fc.assert(
      fc.property(cells, (raw) => {
        const once = standardise(raw);
        // Namibia's code is what files write where nothing is known, and read as that.
        if (once.state !== 'ok' || (standardise === standardiseCountry && once.value === 'NA')) return;
        expect(standardise(once.value)).toMatchObject({ state: 'ok', value: once.value });
      }),
      { numRuns: 500 },
    );
  });

  it('gives numbers, addresses and names that it would give again', () => {
    fc.assert(
      fc.property(cells, (raw) => {
        const phones = standardisePhones(raw);
        for (const phone of phones.state === 'ok' ? phones.value : [])
          expect(standardisePhones(phone.e164)).toMatchObject({ value: [{ e164: phone.e164, type: phone.type }] });
        const money = standardiseMoney(raw);
        if (money.state === 'ok')
          expect(standardiseMoney(money.value.amount)).toEqual({ state: 'ok', value: { amount: money.value.amount } });
        const emails = standardiseEmails(raw);
        for (const email of emails.state === 'ok' ? emails.value : [])
          expect(standardiseEmails(email.address)).toMatchObject({ value: [{ address: email.address }] });
      }),
      { numRuns: 500 },
    );
  });

  it.each(['(', '王', '1(', 'a@', '@', '有限公司', '张三13800138000', '广东', ' -', '1/'])(
    'takes 20,000 characters of %j in good time',
    (unit) => {
      const raw = unit.repeat(20_000 / unit.length);
      const began = Date.now();
      for (const standardise of ALL) standardise(raw);
      guessNameKind(raw);
      expect(Date.now() - began).toBeLessThan(2000);
    },
  );
});

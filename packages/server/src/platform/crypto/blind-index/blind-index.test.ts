import { assert, property, string } from 'fast-check';
import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { IndexKeys } from '../key-store/index-keys.ts';
import { createBlindIndex, currentEntries, LAST_FOUR_ENTRY_LENGTH, VALUE_ENTRY_LENGTH } from './blind-index.ts';

const key = (version: number) => ({ version, key: createSecretKey(Buffer.alloc(32, version)) });
const keys = (...versions: [number, ...number[]]): IndexKeys => ({
  current: key(versions[0]),
  living: versions.map(key),
});
const index = createBlindIndex(keys(1));
const PHONE = '+8613812345678';

describe('createBlindIndex', () => {
  // Computed with another program: HMAC-SHA-256 over kind, zero byte, value; its first 8 bytes, base64url.
  it('makes the entries that the format says', () => {
    expect(index.entryOf('phone', PHONE)).toBe('BD9ZUOghnGA4');
    expect(index.lastFourOf('phone', PHONE)).toBe('B-TA');
    expect(index.domainOf('li.lei@example.cn')).toBe('BSTH4KNPxX4c');
  });

  it('has entries of one length, that differ by kind, value and key', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const entry = index.entryOf('phone', text);
        expect(entry).toMatch(/^[\w-]+$/);
        expect(entry.length).toBe(VALUE_ENTRY_LENGTH);
        expect(index.entryOf('phone', text)).toBe(entry);
        expect(index.entryOf('email', text)).not.toBe(entry);
        expect(index.entryOf('phone', `${text}0`)).not.toBe(entry);
        expect(createBlindIndex(keys(2)).entryOf('phone', text).slice(1)).not.toBe(entry.slice(1));
      }),
    );
  });

  it('finds what was stored with either key while they rotate', () => {
    const [before, during, after] = [
      createBlindIndex(keys(1)),
      createBlindIndex(keys(2, 1)),
      createBlindIndex(keys(2)),
    ];
    const [old, young] = [before.entryOf('phone', PHONE), during.entryOf('phone', PHONE)];
    expect(during.candidatesOf('phone', PHONE)).toEqual([young, old]);
    expect(after.candidatesOf('phone', PHONE)).toEqual([young]);
    expect([during.isCurrent(old), during.isCurrent(young)]).toEqual([false, true]);
    const { from, to } = currentEntries(keys(2, 1));
    expect([old >= from && old < to, young >= from && young < to]).toEqual([false, true]);
    expect(during.lastFourCandidatesOf('phone', '5678')).toContain(before.lastFourOf('phone', PHONE));
    expect(during.domainCandidatesOf('example.cn')).toContain(before.domainOf('li.lei@example.cn'));
  });

  it('tells of the last four characters no more than 12 bits', () => {
    const seen = new Map<string, number>();
    for (let end = 0; end < 10_000; end++) {
      const entry = index.lastFourOf('phone', `+861381234${String(end).padStart(4, '0')}`) ?? '';
      expect(entry.length).toBe(LAST_FOUR_ENTRY_LENGTH);
      seen.set(entry, (seen.get(entry) ?? 0) + 1);
    }
    // 10,000 in 4,096 places: 4096 · (1 − e^(−10000/4096)) ≈ 3,740 of them are taken.
    expect(seen.size).toBeGreaterThan(3_640);
    expect(seen.size).toBeLessThan(3_840);
    expect(index.lastFourOf('phone', '+8615912345678')).toBe(index.lastFourOf('phone', PHONE));
    expect(index.lastFourCandidatesOf('phone', '5678')).toEqual([index.lastFourOf('phone', PHONE)]);
  });

  it.each(['', '1', '1234', '浙江杭州'])('has no entry for the end of "%s", which it would tell whole', (value) => {
    expect(index.lastFourOf('other', value)).toBeNull();
  });

  it.each([
    ['a@b.cn', true],
    ['"odd@local"@b.cn', true],
    ['nobody', false],
    ['@b.cn', false],
    ['a@', false],
    ['', false],
  ])('domain of %s: %s', (address, has) => {
    expect(index.domainOf(address)).toBe(has ? index.domainCandidatesOf('b.cn')[0] : null);
  });
});

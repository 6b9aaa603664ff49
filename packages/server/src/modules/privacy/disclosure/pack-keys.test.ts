import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packKeys, unpackKeys } from './pack-keys.ts';

describe('packed keys', () => {
  it('come back', () => {
    const keys = fc
      .uniqueArray(fc.oneof(fc.maxSafeNat(), fc.nat(100_000)), { maxLength: 200 })
      .map((some) => some.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(keys, (some) => {
        expect(unpackKeys(packKeys(some))).toEqual(some);
      }),
    );
  });

  it.each([
    [[], ''],
    [[0], '00'],
    [[127, 128, 300], '7f01ac01'],
    [[Number.MAX_SAFE_INTEGER], 'ffffffffffffff0f'],
  ])('of %j are %s', (keys, hex) => {
    expect(packKeys(keys).toString('hex')).toBe(hex);
    expect(unpackKeys(Buffer.from(hex, 'hex'))).toEqual(keys);
  });
});

import { assert, integer, option, property, string } from 'fast-check';
import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SealBroken } from './aes-gcm.ts';
import { ENVELOPE_OVERHEAD, openValue, readHeader, sealValue } from './envelope.ts';
import { sealedColumn, type SealedPlace } from './place.ts';

/** How many seals are compared; ten million in a long run. */
const NONCES = Number(process.env['DOSSIER_TEST_NONCES'] ?? 100_000);
const KEY = createSecretKey(Buffer.from(Array.from({ length: 32 }, (_, i) => i)));
const PHONE = sealedColumn('contact_point', 'value');
const place = (rowId: number, subjectId: number, version?: number): SealedPlace => ({
  at: PHONE,
  rowId,
  subjectId,
  ...(version === undefined ? {} : { version }),
});
const dataKey = (key = KEY, generation = 1, masterVersion = 1) => ({ key, generation, masterVersion });

describe('openValue', () => {
  // Made with the Web Cryptography implementation from the format alone, not with the code under test.
  it.each([
    [
      '01000100000000000000070001cafebabefacedbaddecaf888a19b961799427e29753f68eb4c25637d4712a2139c8745957de2be4b5a11',
      { at: PHONE, rowId: 42, subjectId: 7 },
      '+8613812345678',
    ],
    [
      '010102001fffffffffffff020300000000000000000000000126e58fcd74c20127371e6108dc970bc526ab3f760daea9d5f6fe107361570241bf55',
      {
        at: sealedColumn('identifier', 'value'),
        rowId: Number.MAX_SAFE_INTEGER,
        subjectId: Number.MAX_SAFE_INTEGER,
        version: 12,
      },
      '330106199001011234',
    ],
    [
      '01000100000001000000020001fffffffffffffffffffffffff8e7e17920b9bcc4bacc4741794401e5',
      { at: sealedColumn('address', 'line'), rowId: 1, subjectId: 2 ** 32 + 2 },
      '',
    ],
    [
      '010001000000000000000700010102030405060708090a0b0c7ec8bf495c716d066e9841a1a58a0c99dda47d7f71f0fd2016c11c9c1c5ed37a625d0d3ae20f0a093748026c2d6c577dafd6aa6f63b9c6eeb9dd2eb04a11e6c2a453a9f95727ec41683f2294',
      { at: sealedColumn('source_record', 'sealed'), rowId: 9, subjectId: 7 },
      '{"地址":"浙江省杭州市西湖区文三路 1 号 🏠"}',
    ],
  ])('opens the fixed vector %#', (hex, where, text) => {
    expect(openValue(KEY, where, Buffer.from(hex, 'hex'))).toBe(text);
  });

  it('gives back whatever was sealed, and only for that place and key', () => {
    const id = integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    const version = option(integer({ min: 0, max: 2 ** 31 }), { nil: undefined });
    const other = createSecretKey(randomBytes(32));
    assert(
      property(string({ unit: 'grapheme', maxLength: 300 }), id, id, version, (text, rowId, subjectId, ver) => {
        const where = place(rowId, subjectId, ver);
        const sealed = sealValue(dataKey(), where, text);
        expect(sealed.length).toBe(Buffer.byteLength(text) + ENVELOPE_OVERHEAD);
        expect(openValue(KEY, where, sealed)).toBe(text);
        expect(() => openValue(other, where, sealed)).toThrow(SealBroken);
        expect(() => openValue(KEY, { ...where, rowId: rowId === 1 ? 2 : rowId - 1 }, sealed)).toThrow(SealBroken);
      }),
    );
  });

  it('accepts none of 10,000 tamperings', () => {
    const one = place(42, 7, 3);
    const value = '+8613812345678';
    const sealed = sealValue(dataKey(), one, value);
    const earlier = sealValue(dataKey(), { ...one, version: 2 }, '+8613800000000');
    const other = sealValue(dataKey(), place(43, 8, 3), '+8613911111111');
    const accepted: string[] = [];
    let tried = 0;
    const attempt = (what: string, where: SealedPlace, envelope: Uint8Array, key = KEY) => {
      tried++;
      try {
        openValue(key, where, envelope);
        accepted.push(what);
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error;
      }
    };
    // Each single bit, each length, and bytes added before and after.
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      attempt(`bit ${bit}`, one, changed);
    }
    for (let length = 0; length < sealed.length; length++) {
      attempt(`first ${length} bytes`, one, sealed.subarray(0, length));
      attempt(`last ${length} bytes`, one, sealed.subarray(sealed.length - length));
    }
    attempt('longer', one, Buffer.concat([sealed, Buffer.alloc(1)]));
    // A tag of 4 to 15 bytes is one that GCM itself would take.
    for (let tag = 4; tag < 16; tag++) attempt(`tag of ${tag}`, one, sealed.subarray(0, sealed.length - 16 + tag));
    // Moved, and rolled back.
    attempt('another row', { ...one, rowId: 43 }, sealed);
    attempt('another subject', { ...one, subjectId: 8 }, sealed);
    attempt('another column', { ...one, at: sealedColumn('contact_point', 'holder') }, sealed);
    attempt('another table', { ...one, at: sealedColumn('contact', 'value') }, sealed);
    attempt('names run together', { ...one, at: { table: 'contact_point|value', column: '' } }, sealed);
    attempt('an older version', one, earlier);
    attempt('a newer version', { ...one, version: 4 }, sealed);
    attempt('no version', place(42, 7), sealed);
    attempt('the neighbour', one, other);
    for (let at = 0; at <= sealed.length; at++) {
      attempt(`spliced at ${at}`, { ...one, rowId: 99 }, Buffer.concat([sealed.subarray(0, at), other.subarray(at)]));
    }
    // The rest at random: several bytes, anywhere, and any of the keys and places.
    let seed = 7;
    const random = (below: number) => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) % below;
    const keys = [KEY, createSecretKey(randomBytes(32))];
    while (tried < 10_000) {
      const changed = Buffer.from(sealed);
      for (let times = 1 + random(6); times > 0; times--) changed.writeUInt8(random(256), random(changed.length));
      if (changed.equals(sealed)) continue;
      attempt(`bytes ${changed.toString('hex')}`, one, changed, keys[random(2)]);
    }
    expect({ tried, accepted }).toEqual({ tried: 10_000, accepted: [] });
    expect(openValue(KEY, one, sealed)).toBe(value);
  });

  it('refuses anything else that may stand in a column', () => {
    for (const junk of [Buffer.alloc(0), Buffer.alloc(41), Buffer.from('+8613812345678'), Buffer.alloc(80, 1)]) {
      expect(() => openValue(KEY, place(1, 1), junk)).toThrow(SealBroken);
    }
  });
});

describe('sealValue', () => {
  it('says whose key it used, in the documented places', () => {
    const sealed = sealValue(dataKey(KEY, 0x0203, 0x0102), place(5, 2 ** 40 + 9), 'x');
    expect(sealed.subarray(0, 13).toString('hex')).toBe('01010200000100000000090203');
    expect(readHeader(sealed)).toEqual({ subjectId: 2 ** 40 + 9, generation: 0x0203, masterVersion: 0x0102 });
  });

  it.each([
    [0, 1, 1, 1],
    [1, 0, 1, 1],
    [1.5, 1, 1, 1],
    [1, 1, 0, 1],
    [1, 1, 65_536, 1],
    [1, 1, 1, 0],
  ])('refuses row %d of subject %d with key %d under master key %d', (rowId, subjectId, generation, master) => {
    expect(() => sealValue(dataKey(KEY, generation, master), place(rowId, subjectId), 'x')).toThrow(RangeError);
  });

  it('never uses a nonce twice', () => {
    // Of 96 random bits, the first 64 are enough to tell ten million apart.
    const begun = new BigUint64Array(NONCES);
    for (let i = 0; i < NONCES; i++) begun[i] = sealValue(dataKey(), place(1, 1), '').readBigUInt64BE(13);
    begun.sort();
    expect(begun.findIndex((one, i) => i > 0 && one === begun[i - 1])).toBe(-1);
  }, 600_000);
});

describe('sealedColumn', () => {
  it.each([['a|b'], ['A'], ['a b'], [''], ['1a'], ['地址']])('refuses the name "%s"', (name) => {
    expect(() => sealedColumn(name, 'value')).toThrow('cannot name a sealed column');
    expect(() => sealedColumn('contact_point', name)).toThrow('cannot name a sealed column');
  });
});

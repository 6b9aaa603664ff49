import { createSecretKey, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { SealBroken } from './aes-gcm.ts';
import { sealValue } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';
import { sealedColumn } from './place.ts';
import { KeyNotFound, NotGranted, Sealed, UnsealGrant } from './sealed.ts';

const SECRET = '+8613812345678';
const VALUE = sealedColumn('contact_point', 'value');
const HOLDER = sealedColumn('contact_point', 'holder');
const key = { key: createSecretKey(randomBytes(32)), generation: 1, masterVersion: 1 };
const place = { at: VALUE, rowId: 5, subjectId: 7 };
const sealed = new Sealed(place, sealValue(key, place, SECRET));

function ring(found: ReturnType<KeyRing['find']>): KeyRing {
  return { current: () => undefined, find: (id, generation) => (id === 7 && generation === 1 ? found : undefined) };
}
const grant = (keys: KeyRing, column = VALUE) =>
  new UnsealGrant({ keys, purpose: 'SERVICE', allows: ({ at }) => at === column });

describe('Sealed', () => {
  it('shows stars wherever it is printed', () => {
    const shown = [
      String(sealed),
      `${sealed}`,
      `${sealed.toString()}`,
      JSON.parse(JSON.stringify({ sealed })).sealed,
      inspect(sealed),
      [sealed].join(),
    ];
    expect(shown).toEqual(Array.from(shown, () => '***'));
    const deep = inspect({ rows: [{ sealed }] }, { depth: null, showHidden: true, customInspect: false });
    expect(deep).not.toContain('138');
    expect(Object.getOwnPropertyNames(sealed)).toEqual([]);
    expect(JSON.stringify(structuredClone(sealed))).toBe('{}');
  });

  it('opens with a grant for it', () => {
    expect(sealed.subjectId).toBe(7);
    expect(sealed.unseal(grant(ring(key.key)))).toEqual({ state: 'OPEN', text: SECRET });
  });

  it('stays shut without: for another column, a missing key, a wrong one', () => {
    expect(() => sealed.unseal(grant(ring(key.key), HOLDER))).toThrow(NotGranted);
    expect(() => sealed.unseal(grant(ring(undefined)))).toThrow(KeyNotFound);
    expect(() => sealed.unseal(grant(ring(createSecretKey(randomBytes(32)))))).toThrow(SealBroken);
  });

  it('says that its key was destroyed', () => {
    expect(sealed.unseal(grant(ring('DESTROYED')))).toEqual({ state: 'DESTROYED' });
  });

  it('does not say that of what was tampered with before it was looked for', () => {
    expect(() => new Sealed(place, Buffer.from(SECRET)).unseal(grant(ring('DESTROYED')))).toThrow(SealBroken);
  });
});

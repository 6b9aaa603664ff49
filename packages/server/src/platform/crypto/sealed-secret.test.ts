import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openSecret, sealSecret } from './sealed-secret.ts';

const key = randomBytes(32);
const secret = Buffer.from('a seed of twenty byte');

describe('a sealed secret', () => {
  it('opens with its key at its place, and never looks the same twice', () => {
    const sealed = sealSecret(key, secret, 'table|1');
    expect(openSecret(key, sealed, 'table|1')).toEqual(secret);
    expect(sealSecret(key, secret, 'table|1')).not.toBe(sealed);
    expect(Buffer.from(sealed, 'base64url').includes(secret)).toBe(false);
  });

  it('stays shut elsewhere, for another key, cut short, and with any bit changed', () => {
    const sealed = sealSecret(key, secret, 'table|1');
    expect(() => openSecret(key, sealed, 'table|2')).toThrow();
    expect(() => openSecret(randomBytes(32), sealed, 'table|1')).toThrow();
    const bytes = Buffer.from(sealed, 'base64url');
    for (let length = 0; length < bytes.length; length++) {
      expect(() => openSecret(key, bytes.subarray(0, length).toString('base64url'), 'table|1')).toThrow();
    }
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => openSecret(key, changed.toString('base64url'), 'table|1')).toThrow();
    }
  });
});

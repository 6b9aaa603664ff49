import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeAuditKeys, openAuditKeys, pemOf, publicKeyFile, readPublicKeys } from './audit-keys.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const privateFile = () => join(folder, 'audit-signing.key');

describe('openAuditKeys', () => {
  it('makes a pair once, the private half for its owner only', () => {
    const made = openAuditKeys(folder);
    expect(made.publicKeys.has(made.signing?.fingerprint ?? '')).toBe(true);
    expect(readdirSync(folder).toSorted()).toEqual(['audit-signing.key', 'audit-signing.pub']);
    if (process.platform !== 'win32') expect(statSync(privateFile()).mode & 0o777).toBe(0o600);
    expect(openAuditKeys(folder).signing?.fingerprint).toBe(made.signing?.fingerprint);
  });

  it('does not replace a private key that is gone', () => {
    const { signing, publicKeys } = openAuditKeys(folder);
    rmSync(privateFile());
    const left = openAuditKeys(folder);
    expect(left.signing).toBeUndefined();
    expect([...left.publicKeys.keys()]).toEqual([...publicKeys.keys()]);
    expect([...publicKeys.keys()]).toEqual([signing?.fingerprint]);
  });

  it('writes the public half again, and keeps those that were added to it', () => {
    const { signing } = openAuditKeys(folder);
    rmSync(publicKeyFile(folder));
    expect(openAuditKeys(folder).publicKeys.has(signing?.fingerprint ?? '')).toBe(true);
    const former = [...makeAuditKeys().publicKeys][0];
    writeFileSync(publicKeyFile(folder), former ? pemOf(former[1]) : '', { flag: 'a' });
    expect([...openAuditKeys(folder).publicKeys.keys()]).toEqual([signing?.fingerprint, former?.[0]]);
  });

  it('refuses files that are not such keys, and does not show them', () => {
    openAuditKeys(folder);
    const sound = readFileSync(privateFile());
    writeFileSync(privateFile(), 'secret words');
    expect(() => openAuditKeys(folder)).toThrow(/audit-signing\.key is not the key that was written there: restore it/);
    writeFileSync(privateFile(), sound);
    writeFileSync(publicKeyFile(folder), 'nothing');
    expect(() => readPublicKeys(publicKeyFile(folder))).toThrow('does not hold Ed25519 public keys');
    rmSync(folder, { recursive: true });
    const other = [...openAuditKeys(folder).publicKeys.values()].map(pemOf).join('');
    writeFileSync(privateFile(), sound);
    expect(other).toContain('PUBLIC KEY');
    expect(() => openAuditKeys(folder)).toThrow(/does not hold the public key of .*: restore both/);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeyStore } from './key-store.ts';
import { WrongMasterKey } from './key-wrapper.ts';
import { createTransitWrapper, isTransitUrl, TransitUnavailable } from './transit-wrapper.ts';
import { type StandInTransit, startStandInTransit } from './transit.fixture.ts';

const TOKEN = 's.secret-token';
let transit: StandInTransit;
let folder: string;
let tokenFile: string;

beforeEach(async () => {
  transit = await startStandInTransit(TOKEN);
  folder = mkdtempSync(join(tmpdir(), 'dossier-transit-'));
  tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, `${TOKEN}\n`, { mode: 0o600 });
});
afterEach(async () => {
  await transit.close();
  rmSync(folder, { recursive: true });
});

const open = () => createTransitWrapper({ url: transit.url, tokenFile });
const key = (fill: number) => ({ bound: `subject-key|${fill}|1`, key: Buffer.alloc(32, fill) });

describe('a transit wrapper', () => {
  it('wraps and unwraps in batches, and says with which version', async () => {
    const wrapper = open();
    const keys = Array.from({ length: 2_300 }, (_, i) => ({ bound: `subject-key|${i}|1`, key: Buffer.alloc(32, i) }));
    const wrapped = await wrapper.wrap(keys);
    expect(wrapped[0]?.masterVersion).toBe(1);
    expect(wrapped.every((one) => one.wrapped.length < 150)).toBe(true);
    const plain = await wrapper.unwrap(wrapped.map((one, i) => ({ ...one, bound: `subject-key|${i}|1` })));
    expect(plain.map((one) => one.toString('hex'))).toEqual(keys.map((one) => one.key.toString('hex')));
    expect(transit.requests).toEqual([
      ...[1_000, 1_000, 300].map((count) => `POST encrypt/dossier ${count}`),
      ...[1_000, 1_000, 300].map((count) => `POST decrypt/dossier ${count}`),
    ]);
  });

  it('rotates: the new version wraps, the old one still unwraps', async () => {
    const wrapper = open();
    const [before] = await wrapper.wrap([key(1)]);
    expect([await wrapper.currentVersion(), await wrapper.addVersion(), await wrapper.currentVersion()]).toEqual([
      1, 2, 2,
    ]);
    const [after] = await wrapper.wrap([key(2)]);
    if (!before || !after) throw new Error('nothing was wrapped');
    expect([before.masterVersion, after.masterVersion]).toEqual([1, 2]);
    const plain = await wrapper.unwrap([
      { ...before, bound: key(1).bound },
      { ...after, bound: key(2).bound },
    ]);
    expect(plain).toEqual([key(1).key, key(2).key]);
  });

  it('does not unwrap what was wrapped for another subject, changed, or with another key', async () => {
    const [wrapped] = await open().wrap([key(1)]);
    if (!wrapped) throw new Error('nothing was wrapped');
    await expect(open().unwrap([{ ...wrapped, bound: key(2).bound }])).rejects.toThrow(WrongMasterKey);
    const changed = Buffer.from(
      wrapped.wrapped.toString('latin1').replace(/[A-Z]/, (one) => (one === 'A' ? 'B' : 'A')),
    );
    await expect(open().unwrap([{ ...wrapped, wrapped: changed, bound: key(1).bound }])).rejects.toThrow(
      WrongMasterKey,
    );
    const other = await startStandInTransit(TOKEN);
    const foreign = createTransitWrapper({ url: other.url, tokenFile });
    await expect(foreign.unwrap([{ ...wrapped, bound: key(1).bound }])).rejects.toThrow(WrongMasterKey);
    await other.close();
  });

  it('serves a whole key store, which is not the same one under another key', async () => {
    const address = { engine: 'sqlite' as const, path: join(folder, 'subjects.sqlite') };
    const store = createKeyStore({ address, wrapper: open(), now: Date.now });
    const made = await store.ensure([1, 2, 3]);
    await store.close();
    const again = createKeyStore({ address, wrapper: open(), now: Date.now });
    const read = await again.load([2]);
    expect(read.current(2)?.key.export()).toEqual(made.current(2)?.key.export());
    await again.close();
    const other = await startStandInTransit(TOKEN);
    const wrong = createKeyStore({
      address,
      wrapper: createTransitWrapper({ url: other.url, tokenFile }),
      now: Date.now,
    });
    await expect(wrong.ready()).rejects.toThrow(/transit\/dossier does not hold master key 1 of this key store/);
    await wrong.close();
    await other.close();
  });
});

describe('a service in trouble', () => {
  it.each([
    [{ status: 403 }, 'refuses (HTTP 403)'],
    [{ status: 503 }, 'refuses (HTTP 503)'],
    [{ status: 200, body: 'not JSON' }, 'refuses (HTTP 200)'],
    [{ status: 200, body: '{"data":{"batch_results":[]}}' }, 'refuses (HTTP 200)'],
    [{ status: 200, body: '{"data":{"batch_results":[{"ciphertext":"plain"}]}}' }, 'refuses (HTTP 200)'],
    [{ status: 302 }, 'refuses (HTTP 302)'],
  ])('that answers %j is told in a sentence without its words or our secrets', async (trouble, expected) => {
    transit.trouble = trouble;
    const error = await open()
      .wrap([key(1)])
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TransitUnavailable);
    expect(String(error)).toContain(`The key service at ${transit.url.href} ${expected}`);
    expect(String(error)).not.toMatch(/secret/);
  });

  it('that is not there, likewise', async () => {
    await transit.close();
    await expect(open().currentVersion()).rejects.toThrow('cannot be reached: check its address');
    transit = await startStandInTransit(TOKEN);
  });

  it('is not used with a key that would not notice tampering', async () => {
    transit.keyType = 'rsa-2048';
    await expect(open().currentVersion()).rejects.toThrow('is of type "rsa-2048"; expected one of aes256-gcm96');
  });

  it('is asked with the token that is in the file now', async () => {
    const wrapper = open();
    writeFileSync(tokenFile, 'expired');
    await expect(wrapper.wrap([key(1)])).rejects.toThrow('HTTP 403');
    writeFileSync(tokenFile, TOKEN);
    expect((await wrapper.wrap([key(1)])).length).toBe(1);
  });
});

describe('isTransitUrl', () => {
  it.each([
    ['https://vault.example.com:8200/transit/dossier', true],
    ['https://vault.example.com/team/transit/dossier', true],
    ['http://127.0.0.1:8200/transit/dossier', true],
    ['http://vault.example.com/transit/dossier', false],
    ['https://vault.example.com/dossier', false],
    ['https://vault.example.com/transit/../dossier', false],
    ['https://vault.example.com/transit/dossier?x=1', false],
    ['https://user:word@vault.example.com/transit/dossier', false],
    ['ftp://vault.example.com/transit/dossier', false],
  ])('%s: %s', (text, expected) => {
    expect(isTransitUrl(new URL(text))).toBe(expected);
  });
});

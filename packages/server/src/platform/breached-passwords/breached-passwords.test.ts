import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BreachedPasswordsUnavailable, openBreachedPasswords } from './breached-passwords.ts';
import { rangesOf, type StandInRanges, startStandInRanges } from './range-service.fixture.ts';

const LEAKED = 'correct horse battery staple';
// A line of padding that is the digest of this one: it counts nothing.
const PADDED = 'only ever padding';
const digestOf = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase();

describe('a service of ranges', () => {
  let service: StandInRanges;
  beforeAll(async () => {
    service = await startStandInRanges([LEAKED, '密码很长很长'], `${digestOf(PADDED).slice(5)}:0\r\n`);
  });
  afterAll(async () => await service.close());
  afterEach(() => (service.trouble = undefined));

  it('is told five characters of a digest, asked for padding, and knows what was in a leak', async () => {
    const breached = openBreachedPasswords({ url: service.url });
    expect([await breached.has(LEAKED), await breached.has('密码很长很长')]).toEqual([true, true]);
    expect([await breached.has(`${LEAKED}!`), await breached.has(PADDED)]).toEqual([false, false]);
    expect(service.requests).toHaveLength(4);
    expect(service.requests[0]).toEqual({ path: `/range/${digestOf(LEAKED).slice(0, 5)}`, padded: true });
    for (const { path } of service.requests) expect(path).toMatch(/^\/range\/[0-9A-F]{5}$/);
  });

  it.each([
    ['refuses', { status: 503 }, 'HTTP 503'],
    ['sends elsewhere', { status: 302, location: 'http://127.0.0.1:1/' }, 'HTTP 302'],
    ['answers nothing', { status: 200, body: '' }, 'what came is no range'],
    ['answers a page', { status: 200, body: '<html>Sign in to the network</html>' }, 'what came is no range'],
    ['never stops', { status: 200, body: `${'0'.repeat(35)}:1\r\n`.repeat(150_000) }, 'the answer is too long'],
  ])('that %s says nothing about a password', async (_what, trouble, why) => {
    service.trouble = trouble;
    const asked = openBreachedPasswords({ url: service.url }).has(LEAKED);
    await expect(asked).rejects.toThrow(new BreachedPasswordsUnavailable(service.url.href, why));
  });

  it('that does not answer is given up after three seconds', async () => {
    service.trouble = 'silent';
    const began = performance.now();
    await expect(openBreachedPasswords({ url: service.url }).has(LEAKED)).rejects.toThrow('no answer');
    expect(performance.now() - began).toBeGreaterThan(2_900);
  });
});

describe('a folder of ranges', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ranges-'));
  for (const [prefix, range] of rangesOf([LEAKED])) writeFileSync(join(folder, `${prefix}.txt`), range);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('holds them as files, and a missing one is a fault and no answer', async () => {
    const breached = openBreachedPasswords({ folder });
    expect(await breached.has(LEAKED)).toBe(true);
    await expect(breached.has('something else')).rejects.toThrow(BreachedPasswordsUnavailable);
  });
});

import type { FastifyInstance } from 'fastify';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from './testing/test-app.ts';

const SCRIPT = `console.log('${'x'.repeat(2_000)}');`;
const WORDS = `p { content: '${'w'.repeat(2_000)}' }`;
/** Told from the file beside it, so that one sees which of the two is sent. */
const BUILT = `${WORDS} `;
let app: TestApp;
let server: FastifyInstance;
let reason: string | undefined;
let warnings: string[] = [];
const folder = mkdtempSync(join(tmpdir(), 'dossier-console-'));
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Dossier</title>');
  writeFileSync(join(folder, 'assets', 'index-abc.js'), SCRIPT);
  writeFileSync(join(folder, 'assets', 'index-abc.js.map'), '{}');
  writeFileSync(join(folder, 'assets', 'words.css'), WORDS);
  writeFileSync(join(folder, 'assets', 'words.css.br'), brotliCompressSync(BUILT));
  app = await createTestApp();
  server = await app.http({
    consoleFolder: folder,
    publicUrl: 'https://crm.example.com',
    behindProxy: true,
    metricsToken: 'a token of some length',
    notReady: async () => reason,
    warnings: async () => warnings,
  });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const get = async (url: string, headers: Record<string, string> = {}) => await server.inject({ url, headers });

describe('the console', () => {
  it.each(['/', '/customers', '/customers/cus_abc?search=Wang', '/first-run'])(
    'answers %s with its page, never kept',
    async (url) => {
      const answer = await get(url);
      expect([answer.statusCode, answer.headers['cache-control'], answer.body]).toEqual([
        200,
        'no-cache',
        '<!doctype html><title>Dossier</title>',
      ]);
      expect(answer.headers['content-security-policy']).not.toContain('unsafe');
      expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
      expect(answer.headers['x-frame-options']).toBe('DENY');
    },
  );

  it.each(['/graphql', '/readyz', '/assets/nothing.js'])('keeps browsers to https at %s, too', async (url) => {
    expect((await get(url)).headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  });

  it('lets browsers keep hashed files for good, and compresses them', async () => {
    const plain = await get('/assets/index-abc.js');
    expect([plain.headers['content-type'], plain.headers['cache-control'], plain.body]).toEqual([
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
      SCRIPT,
    ]);
    const packed = await get('/assets/index-abc.js', { 'accept-encoding': 'gzip, br;q=0' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.rawPayload).toString()).toBe(SCRIPT);
    expect((await get('/assets/index-abc.js', { 'accept-encoding': 'gzip, br' })).headers['content-encoding']).toBe(
      'br',
    );
    expect((await get('/', { 'if-none-match': String((await get('/')).headers.etag) })).statusCode).toBe(304);
  });

  it('sends what was compressed when it was built, and lets nobody ask for it by itself', async () => {
    const packed = await get('/assets/words.css', { 'accept-encoding': 'br' });
    expect([packed.headers['content-encoding'], brotliDecompressSync(packed.rawPayload).toString()]).toEqual([
      'br',
      BUILT,
    ]);
    expect((await get('/assets/words.css')).body).toBe(WORDS);
    expect((await get('/assets/words.css.br')).statusCode).toBe(404);
  });

  it('see whether the process lives and is ready', async () => {
    expect((await get('/healthz')).json()).toEqual({ status: 'alive' });
    expect((await get('/readyz')).json()).toEqual({ status: 'ready' });
    warnings = ['Audit checkpoints wait.'];
    const warned = await get('/readyz');
    expect([warned.statusCode, warned.json()]).toEqual([200, { status: 'ready', warnings }]);
    reason = 'the database cannot be reached';
    const answer = await get('/readyz');
    expect([answer.statusCode, answer.headers['retry-after'], answer.json()]).toEqual([
      503,
      '2',
      { status: 'not ready', reason },
    ]);
  });

  it('read metrics with the token, behind a proxy only so', async () => {
    expect((await get('/metrics')).statusCode).toBe(401);
    expect((await get('/metrics', { authorization: 'Bearer wrong' })).statusCode).toBe(401);
    const answer = await get('/metrics', { authorization: 'Bearer a token of some length' });
    expect(answer.body).toMatch(/^dossier_http_answers_total\{route="\/healthz",status="200"\} 1$/m);
  });
});

describe('the session cookie over https', () => {
  it('belongs to this host alone', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: '/graphql',
      payload: { query: 'mutation { signOut { done } }' },
    });
    expect(answer.headers['set-cookie']).toBe('__Host-dossier=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0');
    expect(answer.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  });

  it('goes with what the browser kept of pages, and with nothing else of the browser', async () => {
    const ask = async (query: string) => await server.inject({ method: 'POST', url: '/graphql', payload: { query } });
    expect((await ask('mutation { signOut { done } }')).headers['clear-site-data']).toBe('"cache"');
    expect((await ask('{ viewer { mustEnrol } }')).headers['clear-site-data']).toBeUndefined();
  });
});

import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signInAs } from '../modules/access/access.fixture.ts';
import { refuse } from '../platform/graphql/refused.ts';
import { createHttpServer } from '../platform/http/http-server.ts';
import { createTestApp, type TestApp } from './testing/test-app.ts';

let app: TestApp;
let server: FastifyInstance;
const cookies = new Map<string, string>();

beforeAll(async () => {
  app = await createTestApp();
  server = await app.http();
  for (const role of ['ADMIN', 'VIEWER'] as const) cookies.set(role, (await signInAs(app, server, role)).cookie);
});
afterAll(async () => await app.close());

async function ask(
  method: 'GET' | 'POST',
  url: string,
  of: { as?: 'ADMIN' | 'VIEWER'; language?: string; headers?: Record<string, string>; payload?: Buffer } = {},
) {
  const cookie = of.as && cookies.get(of.as);
  const headers = {
    ...(cookie ? { cookie, 'x-dossier-csrf': '1' } : {}),
    ...(of.language ? { 'accept-language': of.language } : {}),
    ...(of.payload ? { 'content-type': 'application/octet-stream' } : {}),
    ...of.headers,
  };
  const answer = await server.inject({ method, url, headers, ...(of.payload ? { payload: of.payload } : {}) });
  return { status: answer.statusCode, type: answer.headers['content-type'], body: answer.json() };
}

const IMPORT = '/api/imports/imp_aaaaaaaaaaaaaaaaaaaaaa/rejected.csv';
const EXPORT = '/api/exports/exp_aaaaaaaaaaaaaaaaaaaaaa/file';

describe('an address that is not GraphQL', () => {
  it.each([
    ['GET', IMPORT, 'ADMIN', 404, 'NOT_FOUND', 'There is no such import.', '此处没有内容，或您无权查看。'],
    ['GET', EXPORT, 'ADMIN', 404, 'NOT_FOUND', 'There is no such file.', '此处没有内容，或您无权查看。'],
    [
      'GET',
      '/api/nothing',
      'ADMIN',
      404,
      'NOT_FOUND',
      'There is nothing at this address.',
      '此处没有内容，或您无权查看。',
    ],
    [
      'GET',
      '/api/files',
      'ADMIN',
      404,
      'NOT_FOUND',
      'There is nothing at this address.',
      '此处没有内容，或您无权查看。',
    ],
    ['POST', '/api/files', 'VIEWER', 403, 'FORBIDDEN', 'You do not have the right to do this.', '您无权执行此操作。'],
    [
      'GET',
      IMPORT,
      undefined,
      401,
      'UNAUTHENTICATED',
      'Sign in first, or send a token.',
      '请先登录，或提供有效的令牌。',
    ],
  ] as const)('%s %s as %s answers %i %s in one form, in the language asked for', async (method, url, as, ...rest) => {
    const [status, code, english, chinese] = rest;
    const type = 'application/json; charset=utf-8';
    const payload = method === 'POST' ? { payload: Buffer.from('a,b\n1,2\n') } : {};
    const by = { ...(as ? { as } : {}), ...payload };
    expect(await ask(method, url, { ...by, language: 'en' })).toEqual({
      status,
      type,
      body: { error: { code, message: english } },
    });
    expect(await ask(method, url, { ...by, language: 'zh-CN,zh;q=0.9' })).toEqual({
      status,
      type,
      body: { error: { code, message: chinese } },
    });
  });

  it('speaks the language of the user, else that of the installation, when none is asked for', async () => {
    expect((await ask('GET', '/api/nothing')).body.error.message).toBe('此处没有内容，或您无权查看。');
    const { cookie, userId } = await signInAs(app, server, 'ADMIN');
    await app.services.db.transaction(
      async (trx) => await trx.updateTable('staff_user').set({ locale: 'en' }).where('id', '=', userId).execute(),
    );
    expect((await ask('GET', IMPORT, { headers: { cookie } })).body.error.message).toBe('There is no such import.');
  });

  it('refuses a token that is not good, and another site', async () => {
    const bad = await ask('GET', IMPORT, { headers: { authorization: 'Bearer dos_wrong' }, language: 'en' });
    expect([bad.status, bad.body.error.code]).toEqual([401, 'UNAUTHENTICATED']);
    const payload = Buffer.from('x');
    const site = await ask('POST', '/api/files', { as: 'ADMIN', payload, headers: { 'sec-fetch-site': 'cross-site' } });
    expect([site.status, site.body]).toEqual([403, { error: { code: 'FORBIDDEN', message: '您无权执行此操作。' } }]);
  });

  it('tells a refusal with its own code', async () => {
    const log = app.services.log;
    const bare = createHttpServer({ behindProxy: false, log, languageOf: async () => 'zh-CN' });
    bare.post('/api/full', async () => refuse('STORAGE_FULL'));
    bare.post('/api/disk', async () => {
      throw Object.assign(new Error('write'), { code: 'ENOSPC' });
    });
    bare.post('/api/large', { bodyLimit: 10 }, async () => 'never');
    bare.post('/api/larger', async () => refuse('FILE_TOO_LARGE', ['file'], { max: '20480 MB' }));
    const post = async (url: string) => {
      const answer = await bare.inject({ method: 'POST', url, payload: { text: 'longer than ten bytes' } });
      return [answer.statusCode, answer.json().error];
    };
    expect(await post('/api/full')).toEqual([507, { code: 'STORAGE_FULL', message: '磁盘空间不足。' }]);
    const disk = { code: 'STORAGE_FULL', message: '服务器磁盘已满，暂时无法写入。' };
    expect(await post('/api/disk')).toEqual([507, disk]);
    expect(await post('/api/large')).toEqual([413, { code: 'FILE_TOO_LARGE', message: '文件超过 20 GB。' }]);
    expect(await post('/api/larger')).toEqual([413, { code: 'FILE_TOO_LARGE', message: '文件超过 20480 MB。' }]);
    await bare.close();
  });

  it('hides what went wrong here, and names the request', async () => {
    const broken = vi.spyOn(app.services.publicIds, 'decode').mockImplementation(() => {
      throw new Error('Wang Xiaoming, 13800138000');
    });
    const answer = await ask('GET', IMPORT, { as: 'ADMIN', language: 'zh' });
    broken.mockRestore();
    expect([answer.status, answer.body]).toEqual([
      500,
      { error: { code: 'INTERNAL_SERVER_ERROR', message: '服务器出错。', requestId: expect.any(String) } },
    ]);
  });
});

it('GraphQL keeps its own form', async () => {
  const answer = await server.inject({ method: 'GET', url: '/graphql', headers: { 'accept-language': 'zh' } });
  expect([answer.statusCode, answer.json().errors[0].extensions.code]).toEqual([405, 'BAD_REQUEST']);
});

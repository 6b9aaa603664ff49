import type { FastifyInstance } from 'fastify';
import { type Client, createClient } from 'graphql-ws';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiToken, revokeAllFor, signInAs } from '../modules/access/access.fixture.ts';
import { bumpAccessEpoch } from '../modules/access/index.ts';
import { createTestApp, type TestApp } from './testing/test-app.ts';

const JOB_CHANGED = 'subscription ($id: ID!) { jobChanged(id: $id) { id state progress } }';

let app: TestApp;
let server: FastifyInstance;
let url: string;
let jobId: string;
beforeAll(async () => {
  app = await createTestApp();
  server = await app.http({ mode: 'development' });
  await server.listen({ port: 0, host: '127.0.0.1' });
  // A listening TCP server has such an address.
  url = `127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  await app.services.db.transaction(async (trx) => {
    await trx
      .insertInto('job')
      .values({
        id: 5,
        kind: 'test',
        unique_key: null,
        state: 'RUNNING',
        payload: '{}',
        checkpoint: null,
        progress: 0.5,
        note: null,
        wanted: null,
        run_after: 0,
        lease_owner: null,
        lease_until: null,
        problem: null,
        created_by: 0,
        created_at: 1,
        started_at: 1,
        finished_at: null,
      })
      .execute();
  });
  jobId = app.services.publicIds.encode('job', 5);
});
afterAll(async () => await app.close());

async function publish(seq: number): Promise<void> {
  await app.services.db.transaction(async (trx) => {
    await trx
      .insertInto('outbox_event')
      .values({ id: 100 + seq, seq, at: 1, type: 'job.changed', object_id: 5, payload: '{}' })
      .execute();
  });
}
function connect(options: { headers?: Record<string, string>; authorization?: string }): {
  client: Client;
  closed: Promise<number>;
} {
  const closing = Promise.withResolvers<number>();
  class WithHeaders extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, { protocols: [protocols], headers: options.headers ?? {} });
      this.addEventListener('close', ({ code }) => closing.resolve(code));
    }
  }
  const client = createClient({
    url: `ws://${url}/graphql`,
    webSocketImpl: WithHeaders,
    retryAttempts: 0,
    lazy: false,
    onNonLazyError: () => {},
    ...(options.authorization ? { connectionParams: { authorization: options.authorization } } : {}),
  });
  return { client, closed: closing.promise };
}

describe('subscriptions', () => {
  it('deliver events to a session, and end with it', async () => {
    const { cookie, userId } = await signInAs(app, server, 'ADMIN');
    const { client, closed } = connect({ headers: { cookie, origin: `http://${url}` } });
    const results = client.iterate({ query: JOB_CHANGED, variables: { id: jobId } });
    const job = { jobChanged: { id: jobId, state: 'RUNNING', progress: 0.5 } };
    expect((await results.next()).value).toEqual({ data: job });
    const next = results.next();
    await publish(1);
    expect((await next).value).toEqual({ data: job });
    await revokeAllFor(app, userId);
    const second = results.next();
    await publish(2);
    await expect(second).rejects.toMatchObject({ code: 4403 });
    expect(await closed).toBe(4403);
  });

  const revokeToken = async (userId: number) => {
    await app.services.db.transaction(async (trx) => {
      await trx.updateTable('api_token').set({ revoked_at: 1 }).where('user_id', '=', userId).execute();
      await bumpAccessEpoch(trx);
    });
  };
  const changeUser = async (userId: number, input: object) => {
    const id = app.services.publicIds.encode('usr', userId);
    const query = 'query ($id: ID!) { node(id: $id) { ... on User { version } } }';
    const { node } = await app.data(app.ctxFor('ADMIN'), query, { id });
    const document =
      'mutation ($id: ID!, $v: String!, $input: UserUpdateInput!) { userUpdate(id: $id, version: $v, input: $input) { userErrors { code } } }';
    const { userUpdate } = await app.data(app.ctxFor('ADMIN'), document, { id, v: node.version, input });
    expect(userUpdate.userErrors).toEqual([]);
  };
  it.each([
    ['a session', async (userId: number) => await revokeAllFor(app, userId)],
    ['a token', revokeToken],
    ['the user of a session', async (userId: number) => await changeUser(userId, { status: 'SUSPENDED' })],
    ['the user of a token', async (userId: number) => await changeUser(userId, { status: 'SUSPENDED' })],
    ['roles', async (userId: number) => await changeUser(userId, { roles: ['VIEWER'] })],
  ])('end within a second after %s, though nothing happens', async (shown, end) => {
    const { cookie, userId } = await signInAs(app, server, 'ADMIN');
    const bystander = await signInAs(app, server, 'ADMIN');
    const stays = connect({ headers: { cookie: bystander.cookie, origin: `http://${url}` } });
    const { client, closed } = shown.endsWith('a token')
      ? connect({ authorization: `Bearer ${await createApiToken(server, cookie)}` })
      : connect({ headers: { cookie, origin: `http://${url}` } });
    const results = client.iterate({ query: JOB_CHANGED, variables: { id: jobId } });
    const others = stays.client.iterate({ query: JOB_CHANGED, variables: { id: jobId } });
    await Promise.all([results.next(), others.next()]);
    // Earlier events of this file may still be told.
    const toItsEnd = async () => {
      while (!(await results.next()).done);
    };
    const ended = toItsEnd().catch((error: unknown) => error);
    await end(userId);
    const since = performance.now();
    expect(await closed).toBe(4403);
    // Half a second until the next look, and what a busy machine adds; without the look it would be ten.
    expect(performance.now() - since).toBeLessThan(3_000);
    expect(await ended).toMatchObject({ code: 4403 });
    const next = others.next();
    await publish(20 + userId);
    expect((await next).value).toMatchObject({ data: { jobChanged: { state: 'RUNNING' } } });
    await stays.client.dispose();
  });

  it('cost one look for all of them while nothing ends', async () => {
    const { cookie } = await signInAs(app, server, 'ADMIN');
    const open = Array.from({ length: 10 }, () => connect({ headers: { cookie, origin: `http://${url}` } }));
    await Promise.all(
      open.map(async ({ client }) => await client.iterate({ query: JOB_CHANGED, variables: { id: jobId } }).next()),
    );
    const statementsInASecond = async () => {
      const before = app.services.db.statementCount();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return app.services.db.statementCount() - before;
    };
    // Two looks at the epoch, and five at the events that subscriptions follow; earlier events may still be told at first.
    await expect.poll(statementsInASecond, { timeout: 15_000 }).toBeLessThanOrEqual(8);
    await Promise.all(open.map(async ({ client }) => await client.dispose()));
  });

  it('deliver events to a token', async () => {
    const { cookie } = await signInAs(app, server, 'ADMIN');
    const { client } = connect({ authorization: `Bearer ${await createApiToken(server, cookie)}` });
    const results = client.iterate({ query: JOB_CHANGED, variables: { id: jobId } });
    expect((await results.next()).value).toMatchObject({ data: { jobChanged: { state: 'RUNNING' } } });
    await client.dispose();
  });

  it('are refused without the right', async () => {
    const { cookie } = await signInAs(app, server, 'VIEWER');
    const { client } = connect({ headers: { cookie, origin: `http://${url}` } });
    const answer = await client.iterate({ query: JOB_CHANGED, variables: { id: jobId } }).next();
    expect(answer.value).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    await client.dispose();
  });

  it('answer queries and too large documents with an error', async () => {
    const { cookie } = await signInAs(app, server, 'ADMIN');
    const { client } = connect({ headers: { cookie, origin: `http://${url}` } });
    const query = client.iterate({ query: '{ __typename }' }).next();
    await expect(query).rejects.toMatchObject([{ extensions: { code: 'BAD_REQUEST' } }]);
    await client.dispose();
  });

  it.each([
    ['from another site', { origin: 'https://evil.example' }, 1006],
    ['without credentials', {}, 4403],
    ['with a made-up session', { cookie: `dossier=${'A'.repeat(43)}` }, 4403],
  ])('cannot be opened %s', async (_name, headers, code) => {
    const { cookie } = await signInAs(app, server, 'ADMIN');
    const withCookie = 'origin' in headers ? { cookie, ...headers } : headers;
    expect(await connect({ headers: withCookie }).closed).toBe(code);
  });
});

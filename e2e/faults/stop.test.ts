import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Api, startApi } from './harness/api.ts';
import { createInstallation, type Installation } from './harness/installation.ts';

const CONNECTIONS = 16;
const BODY = JSON.stringify({ query: '{ customers(first: 5) { nodes { name } } }' });

let installation: Installation;
let api: Api;
beforeEach(async () => {
  installation = await createInstallation();
  api = await startApi(installation);
});
afterEach(async () => await installation.drop());

/** How a request ended: its status, or the error's code; whether its connection had served others before. */
interface Outcome {
  readonly status: number | undefined;
  readonly error: string | undefined;
  readonly connection: string | undefined;
}

/** Asks on a kept connection; a client that cannot connect at all goes elsewhere. */
async function askOnce(agent: Agent): Promise<Outcome> {
  return await new Promise((resolve) => {
    const asked = request(
      `${api.address.replace('localhost', '127.0.0.1')}/graphql`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', ...api.headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.once('end', () => {
          const whole = answer.complete && text.includes('"nodes"');
          resolve({
            status: whole ? answer.statusCode : undefined,
            error: whole ? undefined : text,
            connection: answer.headers.connection,
          });
        });
        answer.once('error', (error) => resolve({ status: undefined, error: error.message, connection: undefined }));
      },
    );
    asked.once('error', (error) => {
      const code = 'code' in error ? String(error.code) : error.message;
      resolve({ status: undefined, error: code, connection: undefined });
    });
    asked.end(BODY);
  });
}

it('SIGTERM under load: every request that was taken is answered, kept connections are told, the program ends', async () => {
  const outcomes: Outcome[] = [];
  let isOver = false;
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const client = async () => {
    while (!isOver) {
      const outcome = await askOnce(agent);
      outcomes.push(outcome);
      if (outcome.error === 'ECONNREFUSED') return;
    }
  };
  const clients = Array.from({ length: CONNECTIONS }, client);
  await expect.poll(() => outcomes.length, { timeout: 60_000, interval: 20 }).toBeGreaterThan(CONNECTIONS * 4);
  const before = outcomes.length;
  const begun = performance.now();
  api.server.child.kill('SIGTERM');
  const { code } = await api.server.ended;
  const took = performance.now() - begun;
  isOver = true;
  await Promise.all(clients);
  agent.destroy();

  const answered = outcomes.filter(({ status }) => status === 200).length;
  const refused = outcomes.filter(({ error }) => error === 'ECONNREFUSED').length;
  console.log(
    `${answered} answered (${before} before the signal), ${refused} refused, ended after ${Math.round(took)} ms`,
  );
  // A client that was told goes on with a new connection, which nobody takes any more. Nothing is cut off in between.
  expect(outcomes.filter(({ status, error }) => status !== 200 && error !== 'ECONNREFUSED')).toEqual([]);
  expect(refused).toBe(CONNECTIONS);
  expect(outcomes.filter(({ connection }) => connection === 'close').length).toBe(CONNECTIONS);
  expect(code).toBe(0);
  expect(took).toBeLessThan(10_000);
});

it('connections that say nothing do not hold the end up', async () => {
  const port = Number(new URL(api.address).port);
  const silent = connect(port, '127.0.0.1');
  const closed = new Promise((done) => silent.once('close', done));
  silent.on('error', () => {});
  await new Promise((done) => silent.once('connect', done));
  const idle = new Agent({ keepAlive: true });
  expect(await askOnce(idle)).toMatchObject({ status: 200, connection: 'keep-alive' });
  const begun = performance.now();
  api.server.child.kill('SIGTERM');
  expect((await api.server.ended).code).toBe(0);
  await closed;
  idle.destroy();
  expect(performance.now() - begun).toBeLessThan(10_000);
});

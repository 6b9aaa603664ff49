import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi } from './harness/api.ts';
import { ALL, random, rounds, SEED } from './harness/extent.ts';
import { createInstallation, type Installation, SERVER } from './harness/installation.ts';
import { customerLines, fillInTwice, halfStates, operationCounts, pairLines } from './harness/merging.ts';
import type { Reader } from './harness/reader.ts';

const PEOPLE = ALL ? 150 : 40;
/** Recognition reads and writes by the same statements on every engine; the quick part kills it on the embedded one. */
const WITH_MATCH = ALL || SERVER === undefined;

let installation: Installation;
/** What an undisturbed installation holds: before anybody was merged, and after all were; and which pairs a run finds. */
let expected: { readonly apart: string[]; readonly merged: string[]; readonly pairs: string[] };
/** How long an undisturbed run of recognition takes, with the program that does it (ms). */
let matchTakes: number;

/** Looks into the database as it is by now. */
async function look<T>(at: (reader: Reader) => Promise<T>): Promise<T> {
  const reader = await installation.reader();
  try {
    return await at(reader);
  } finally {
    await reader.close();
  }
}

async function done(...args: string[]): Promise<void> {
  const { code, error, out } = await installation.dossier(...args);
  expect(code, out + error).toBe(0);
}

/** A command for all pairs, of which one has more orders than go along at once. */
const forAll = (command: 'merge' | 'unmerge') => [command, 'file', join(installation.folder, 'pairs.csv')] as const;

beforeAll(async () => {
  console.log(`seed ${SEED}`);
  installation = await createInstallation();
  await fillInTwice(installation, PEOPLE);
  const apart = await look(customerLines);
  const begun = performance.now();
  if (WITH_MATCH) await done('match');
  matchTakes = performance.now() - begun;
  const pairs = await look(pairLines);
  expect(pairs.length).toBeGreaterThanOrEqual(WITH_MATCH ? PEOPLE : 0);
  await done(...forAll('merge'));
  const merged = await look(customerLines);
  expect(merged.filter((line) => / in .* depth=1$/.test(line)).length).toBe(PEOPLE);
  expected = { apart, merged, pairs };
}, 240_000);
afterAll(async () => await installation.drop());

/** What is tried of a command for all pairs. */
const whileMany = (command: 'merge' | 'unmerge', after: 'merged' | 'apart') => () => {
  it.each(numbered(rounds(10, 1)))('round %i: each customer is merged or not, and all is as without', async (round) => {
    const other = command === 'merge' ? 'unmerge' : 'merge';
    if ((await look(countMerged)) !== (command === 'merge' ? 0 : PEOPLE)) await done(...forAll(other));
    const kind = command.toUpperCase();
    const before = (await look(operationCounts))[kind] ?? 0;
    const counted = async () => ((await look(operationCounts))[kind] ?? 0) - before;
    const kills = 1 + (round % 2);
    for (let kill = 0; kill < kills; kill++) {
      const from = await counted();
      const cli = installation.start('cli', forAll(command));
      const until = from + Math.floor(random() * (PEOPLE - from));
      while (cli.child.exitCode === null && (await counted()) < until) await sleep(5);
      await Promise.race([cli.ended, sleep(random() * 40)]);
      await cli.kill();
      expect(await look(halfStates)).toEqual([]);
      console.log(`${command}, round ${round}: killed after ${await counted()} of ${PEOPLE}`);
    }
    // What a job still has to bring after may be done by whoever comes first.
    if (round % 2 === 1) await serveUntil(async (reader) => (await openJobs(reader)) === 0);
    await done(...forAll(command));
    expect(await counted()).toBe(PEOPLE);
    expect(await look(halfStates)).toEqual([]);
    expect(await look(customerLines)).toEqual(expected[after]);
    expect(await look(openJobs)).toBe(0);
  });
};

// Each begins with what the one before it left.
describe('kill -9 in the middle of many un-merges', whileMany('unmerge', 'apart'));
describe.runIf(WITH_MATCH)('kill -9 in the middle of recognition', () => {
  it.each(numbered(rounds(10, 1)))(
    'round %i: the run comes to its end, with what an undisturbed one finds',
    async (round) => {
      const cli = installation.start('cli', ['match']);
      await Promise.race([cli.ended, sleep(matchTakes * (0.3 + random() * 0.6))]);
      await cli.kill();
      // Nothing of it counts before its end, and nobody was changed.
      expect(await look(customerLines)).toEqual(expected.apart);
      if (round % 2 === 0) await done('match');
      else await serveUntil(async (reader) => (await openJobs(reader)) === 0);
      expect(await look(pairLines)).toEqual(expected.pairs);
    },
  );
});
describe('kill -9 in the middle of many merges', whileMany('merge', 'merged'));

describe.runIf(ALL)('kill -9 of a server that merges for many', () => {
  let headers: Readonly<Record<string, string>>;
  /** Of each pair: who becomes part of whom, as the API names them. */
  let pairs: readonly (readonly [string, string])[];

  beforeAll(async () => {
    const api = await startApi(installation);
    ({ headers } = api);
    const idOf = async (number: string): Promise<string> => {
      const asked = 'query ($number: String!) { customerByNumber(number: $number) { customer { id } } }';
      const { data } = await api.ask<{ customerByNumber: { customer: { id: string } } }>(asked, { number });
      return data?.customerByNumber.customer.id ?? '';
    };
    await done(...forAll('unmerge'));
    const [, ...lines] = readFileSync(join(installation.folder, 'pairs.csv'), 'utf8').trim().split('\n');
    const found: [string, string][] = [];
    for (const line of lines) {
      const [shop = '', crm = ''] = line.split(',');
      found.push([await idOf(shop), await idOf(crm)]);
    }
    pairs = found;
    expect(new Set(pairs.flat()).size).toBe(2 * PEOPLE);
    await api.server.kill();
  });

  it.each(numbered(rounds(5, 0)))('round %i: what was answered stands, what was not is done or not', async (round) => {
    await done(...forAll('unmerge'));
    const server = installation.start('main', [], { DOSSIER_MODE: 'development' });
    await server.until('Dossier is running');
    const address = /http:\/\/localhost:\d+/.exec(server.said())?.[0] ?? '';
    let answered = 0;
    const merges = pairs.map(async ([shop, crm]) => {
      const answer = await fetch(`${address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({
          query:
            'mutation ($input: CustomersMergeInput!) { customersMerge(input: $input) { operation { id } userErrors { code } } }',
          variables: { input: { survivor: { id: crm }, customers: [{ id: shop }] } },
        }),
      });
      const { data } = await answer.json();
      if (data?.customersMerge.operation) answered += 1;
    });
    const all = Promise.allSettled(merges);
    const wanted = Math.floor(random() * PEOPLE * 0.8);
    while (answered < wanted) await Promise.race([all, sleep(2)]);
    await server.kill();
    await all;
    expect(await look(halfStates)).toEqual([]);
    const merged = await look(countMerged);
    console.log(`server, round ${round}: ${answered} answered, ${merged} merged of ${PEOPLE}`);
    expect(merged).toBeGreaterThanOrEqual(answered);
    await done(...forAll('merge'));
    expect(await look(customerLines)).toEqual(expected.merged);
  });
});

it.runIf(ALL)('leaves an installation that the doctor finds well', async () => await done('doctor'));

function numbered(count: number): number[] {
  return Array.from({ length: count }, (_, round) => round);
}

/** How many customers are part of others. */
async function countMerged(reader: Reader): Promise<number> {
  const rows = await reader.all(`select id from customer where status = 'MERGED'`);
  return rows.length;
}

/** Jobs that are not at their end. */
async function openJobs(reader: Reader): Promise<number> {
  const [row] = await reader.all(`select count(*) as n from job where state in ('QUEUED', 'RUNNING')
    and kind in ('customer.bringOrders', 'identity.match', 'identity.cluster')`);
  return Number(row?.['n']);
}

/** Runs a server with its worker until something holds. */
async function serveUntil(holds: (reader: Reader) => Promise<boolean>): Promise<void> {
  const server = installation.start('main');
  await server.until('Dossier is running');
  for (const end = Date.now() + 120_000; !(await look(holds)); await sleep(100))
    if (Date.now() > end) throw new Error(`the jobs do not go on\n${server.said()}`);
  server.child.kill('SIGTERM');
  await server.ended;
}

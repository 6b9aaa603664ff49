import type { GrantedRole } from '@dossier/shared/access';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../platform/testing/test-context.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { bareSchema } from '../schema.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { type ValueProbe, valueProbes } from './coordinates.ts';
import { HELD, opinionOn, PERMITTED, type Relation, RELATIONS, type Shown } from './oracle.ts';
import { actingAs, isRefused } from './server-under-test.fixture.ts';
import { createWorld, type World } from './world.fixture.ts';

/* What is shown of every value of every customer of the world, to every role and to some people with several. */

const PEOPLE: readonly (readonly GrantedRole[])[] = [
  ...HELD.map((role) => [role]),
  ['SALES', 'VIEWER'],
  ['SUPPORT', 'AUDITOR'],
  ['MANAGER', 'ANALYST'],
  ['SALES', 'BREAK_GLASS'],
  ['SECURITY_ADMIN', 'BREAK_GLASS'],
  ['SECURITY_ADMIN', 'DATA_STEWARD', 'MANAGER'],
];
// What nobody in the world has: nobody is archived, nothing is wrong with what was said of them or has been said anew.
const EMPTY = [
  'Customer.archivedAt',
  'SourceRecord.supersededAt',
  'SourceRecord.actorName',
  'SourceRecordField.problem',
  'FactValue.problem',
  'FactValue.actorName',
  'FactValue.importId',
  'TimelineEntry.fields',
  // Nobody pinned or checked a value, nor chose by other rules; each was told of once.
  'FactPin.at',
  'FactPin.by',
  'FactPin.reason',
  'FactValue.lostBy',
  'FactValue.verifiedBy',
  'CustomerHistoryEntry.before',
  'CustomerHistoryEntry.by',
  'CustomerHistoryEntry.ruleSetVersion',
  'CustomerDifference.before',
  'IdentifierAsOf.validFrom',
  'IdentifierAsOf.validTo',
  'IdentifierAsOf.verifiedAt',
  // No two sources disagree about anybody.
  'Discrepancy.closedAt',
  'Discrepancy.closedBy',
  'Discrepancy.field',
  'Discrepancy.openedAt',
  'DiscrepancySide.values',
  // Nobody decided for an app, or with a file as proof.
  'Consent.recipientId',
  'ConsentEntry.recipientId',
  'ConsentEntry.evidenceFileId',
  // What stands between customers now is what was recorded last.
  'Relationship.supersededAt',
  // Nobody was merged with anybody.
  'LineageSubject.operationId',
  'LineageSubject.since',
  'MergeOperation.at',
  'MergeOperation.id',
  'MergeOperation.kind',
  'MergeOperation.reason',
  'MergeOperation.state',
  'MovedCounts.consents',
  'MovedCounts.orders',
  'MovedCounts.records',
  // Shares without an end, cases that nobody closed.
  'CustomerShare.until',
  'SupportCase.closedAt',
];

let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
});
afterAll(async () => await app.close());

// Of all customers at once, wherever they stand.
const FIGURES = ['Product.orderLineCount'];
const seesAll = (roles: readonly GrantedRole[]) => opinionOn(roles).visible().size === RELATIONS.length;

type Found = ReadonlyMap<string, string>;

/** Each value of each customer that the list has, as text, by the name of the coordinate; all in one request. */
async function values(ctx: Ctx, probes: readonly ValueProbe[]): Promise<ReadonlyMap<string, Found> | 'REFUSED'> {
  const selection = probes.map((probe) => probe.selection).join(' ');
  const answer = await app.execute(ctx, `{ customers(first: 100) { nodes { ref: id ${selection} } } }`);
  if (isRefused(answer)) return 'REFUSED';
  if (answer.errors) throw new Error(answer.errors[0]?.message);
  // Written by GraphQL after the document above.
  const { customers } = JSON.parse(JSON.stringify(answer.data)) as { customers: { nodes: { ref: string }[] } };
  return new Map(
    probes.map(({ name, steps }) => {
      // A cursor is sealed anew for everybody, and what one may do is not what another one may.
      const isOwn = /\.cursor|^CustomerActions|^Customer\.visibility$/.test(name);
      const text = (node: object) => JSON.stringify(leaves(node, steps).map((one) => (isOwn ? typeof one : one)));
      return [name, new Map(customers.nodes.map((node) => [node.ref, text(node)]))];
    }),
  );
}

/** What must stand nowhere in the answers to somebody: personal values of others than theirs, and every document. */
function secrets(roles: readonly GrantedRole[]): string[] {
  return world.everyone.flatMap((one) => [
    one.document,
    ...(opinionOn(roles).shown('PERSONAL', false, one.relation) === 'FULL' ? [] : one.personal),
  ]);
}

function leaves(from: unknown, [step, ...more]: readonly string[]): unknown[] {
  if (Array.isArray(from)) return from.flatMap((one) => leaves(one, step === undefined ? [] : [step, ...more]));
  if (from === null || from === undefined) return [];
  if (step === undefined) return [from];
  return leaves(Object(from)[step], more);
}

function actual(found: Found, full: Found, id: string): Shown {
  const value = found.get(id);
  if (value === undefined) return 'ABSENT';
  if (value === full.get(id)) return 'FULL';
  return value === '[]' ? 'HIDDEN' : 'MASKED';
}

/** An object whose class may be read masked stands there; what is in it decides for itself. */
function expected(roles: readonly GrantedRole[], probe: ValueProbe, of: Relation): Shown {
  const isFigure = FIGURES.includes(probe.name) && opinionOn(roles).visible().has(of);
  if (isFigure)
    return opinionOn(roles).reach('INTERNAL', 'AGGREGATE').size === RELATIONS.length && seesAll(roles)
      ? 'FULL'
      : 'HIDDEN';
  const onTheWay = probe.uses.slice(0, -1).map(({ dataClass }) => opinionOn(roles).shown(dataClass, true, of));
  const itself = opinionOn(roles).shown(probe.uses.at(-1)?.dataClass ?? 'SENSITIVE', probe.hasMask, of);
  const onItsWay = (['ABSENT', 'HIDDEN'] as const).find((one) => onTheWay.includes(one)) ?? itself;
  // Who a customer is made of is told to those only who may know how customers are recognised.
  const isTold = roles.some((role) => PERMITTED[role].includes('IDENTITY_READ'));
  return probe.steps[0] === 'lineage' && !isTold && onItsWay !== 'ABSENT' ? 'HIDDEN' : onItsWay;
}

describe('every value of a customer', () => {
  it('is full, masked, hidden or absent as the oracle says, and what is not full stands nowhere', async () => {
    const probes = valueProbes(bareSchema);
    const full = await values(systemContext(app.services), probes);
    if (full === 'REFUSED') throw new Error('refused to the installation itself');
    const wrong: string[] = [];
    let cells = 0;
    for (const roles of PEOPLE) {
      const found = await values(actingAs(app, roles), probes);
      const mayRun = opinionOn(roles).visible().size > 0;
      if ((found === 'REFUSED') === mayRun) wrong.push(`${roles.join('+')}: ${mayRun ? 'refused' : 'not refused'}`);
      if (found === 'REFUSED') continue;
      const text = [...found.values()].map((one) => [...one.values()].join()).join();
      for (const secret of secrets(roles))
        if (text.includes(secret)) wrong.push(`${roles.join('+')} is told ${secret}`);
      for (const probe of probes)
        for (const one of world.everyone.filter(({ id }) => isKnown(full, probe, id))) {
          cells++;
          const is = actual(of(found, probe), of(full, probe), one.id);
          const shouldBe = expected(roles, probe, one.relation);
          if (is !== shouldBe)
            wrong.push(`${roles.join('+')} ${probe.name} of ${one.relation}: ${is}, should be ${shouldBe}`);
        }
    }
    console.log(
      `${cells} cells of ${probes.length} values × ${PEOPLE.length} people × ${world.everyone.length} customers`,
    );
    expect([...new Set(wrong)]).toEqual([]);
    const unseen = probes.filter((probe) => !world.everyone.some(({ id }) => isKnown(full, probe, id)));
    expect(unseen.map(({ name }) => name).toSorted()).toEqual(EMPTY.toSorted());
  });

  it('is of a customer that exists for the actor, and those are counted', async () => {
    for (const roles of PEOPLE.filter((some) => opinionOn(some).visible().size > 0)) {
      const { customers } = await app.data(
        actingAs(app, roles),
        '{ customers(first: 100) { totalCount nodes { id } } }',
      );
      const there = world.everyone
        .filter(({ relation }) => opinionOn(roles).visible().has(relation))
        .map(({ id }) => id);
      expect([roles, customers.totalCount]).toEqual([roles, there.length]);
      expect([roles, customers.nodes.map(({ id }: { id: string }) => id).toSorted()]).toEqual([
        roles,
        there.toSorted(),
      ]);
    }
    expect(RELATIONS.length * 2).toBe(world.everyone.length);
  });
});

const of = (found: ReadonlyMap<string, Found>, probe: ValueProbe): Found => found.get(probe.name) ?? new Map();
const isKnown = (full: ReadonlyMap<string, Found>, probe: ValueProbe, id: string) =>
  (of(full, probe).get(id) ?? '[]') !== '[]';

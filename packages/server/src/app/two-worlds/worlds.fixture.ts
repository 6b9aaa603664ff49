import type { GrantedRole } from '@dossier/shared/access';
import { addStaff } from '../testing/staff.ts';
import { importText } from '../../modules/intake/intake.fixture.ts';
import { systemContext, TEST_SETTINGS } from '../../platform/testing/test-context.ts';
import { type Opinion, opinionOn, PERMITTED, type Relation, RELATIONS } from '../access-oracle/oracle.ts';
import { ACTOR, MEMBER, OTHER, OWNER, standApart } from '../access-oracle/world.fixture.ts';
import { intakeJobs } from '../jobs.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { standTogether } from '../access-oracle/relations.fixture.ts';
import { merge, unmerge } from '../../modules/identity/merge/merge.fixture.ts';
import { learn, type Learned, recognise } from './recognised.fixture.ts';
import { differs, isPerson, tell, type Told, type Which } from './told.fixture.ts';
import { disclose, relateInSecret, removeCustomers, shareWithColleague } from './hidden-rows.fixture.ts';

/** A customer who is in both, or in B alone. */
export interface Counterpart {
  readonly id: string;
  readonly number: string;
  readonly orderId: string;
  readonly relation: Relation;
  readonly isExtra: boolean;
  readonly a: Told;
  readonly b: Told;
}

/** Two installations that differ in nothing that somebody with these roles may read. */
export interface TwoWorlds {
  readonly roles: readonly GrantedRole[];
  readonly opinion: Opinion;
  readonly a: TestApp;
  readonly b: TestApp;
  readonly everyone: readonly Counterpart[];
  readonly tagIds: readonly string[];
  readonly importId: string;
  close(): Promise<void>;
}

/** Where the clock of both stands while they are asked. */
const NOW = Date.UTC(2026, 2, 5, 8, 30);
const EXTRA = 3;
/** Of these there is one more, a person, who was merged into the first. The last one was given back. */
const TWINS: readonly Relation[] = ['own', 'team', 'pool', 'stranger', 'team'];
const HOUR = 3_600_000;

interface Built {
  readonly told: readonly (Told & {
    id: string;
    number: string;
    orderId: string;
    relation: Relation;
    isExtra: boolean;
    isTwin: boolean;
    index: number;
  })[];
  readonly tagIds: string[];
  readonly importId: string;
}

/** The first installation is the same for everybody who asks: nobody but the second one's hides anything. */
let first: Promise<{ app: TestApp; built: Built; clock: { now: number } }> | undefined;

async function buildFirst(): Promise<{ app: TestApp; built: Built; clock: { now: number } }> {
  const clock = { now: NOW };
  const app = await createTestApp({ now: () => clock.now, settings: async () => TEST_SETTINGS });
  const built = await build(app, 'A', opinionOn([]), clock);
  clock.now = NOW;
  return { app, built, clock };
}

/** Closes what all of them share. */
export async function closeFirst(): Promise<void> {
  const app = (await first)?.app;
  first = undefined;
  await app?.close();
}

/** Builds both installations for somebody with these roles, with the same keys and the same clock. */
export async function createTwoWorlds(roles: readonly GrantedRole[]): Promise<TwoWorlds> {
  const opinion = opinionOn(roles);
  const { app: a, built: inA } = await (first ??= buildFirst());
  const clock = { now: NOW };
  const b = await createTestApp({
    now: () => clock.now,
    settings: async () => TEST_SETTINGS,
    keys: a.services.keys,
    publicIds: a.services.publicIds,
  });
  const inB = await build(b, 'B', opinion, clock);
  clock.now = NOW;
  const everyone = inA.told.map((told, i) => {
    const other = inB.told[i];
    // The same steps, keys and clock: what both have has the same ids and numbers, and answers can be compared as they are.
    if (!other || other.id !== told.id || other.number !== told.number || other.orderId !== told.orderId)
      throw new Error(`the two installations were not built alike: ${told.id}`);
    const { id, number, orderId, relation, isExtra } = told;
    return { id, number, orderId, relation, isExtra, a: told, b: other };
  });
  return {
    roles,
    opinion,
    a,
    b,
    everyone,
    tagIds: inA.tagIds,
    importId: inA.importId,
    close: async () => await b.close(),
  };
}

async function build(app: TestApp, which: Which, opinion: Opinion, clock: { now: number }): Promise<Built> {
  clock.now = NOW - 100 * HOUR;
  await addStaff(app, { Actor: ACTOR, Member: MEMBER, Other: OTHER });
  const admin = app.ctxFor('ADMIN');
  const made = await app.data(
    admin,
    `mutation { vip: tagCreate(input: { name: "vip" }) { tag { id } } late: tagCreate(input: { name: "late" }) { tag { id } }
      sourceCreate(input: { code: "crm", name: "CRM" }) { source { id } } }`,
  );
  const tagIds: string[] = [made.vip.tag.id, made.late.tag.id];
  const told: Built['told'][number][] = [];
  // Nobody but their owner has to do with the extra ones; in A they are gone afterwards.
  const relations = [
    ...RELATIONS.flatMap((one) => [one, one]),
    ...Array.from({ length: EXTRA }, () => 'stranger' as const),
    ...TWINS,
  ];
  const firstTwin = relations.length - TWINS.length;
  for (const [place, relation] of relations.entries()) {
    clock.now += HOUR;
    const isTwin = place >= firstTwin;
    const isExtra = place >= RELATIONS.length * 2 && !isTwin;
    // All twins are persons.
    const index = isTwin ? firstTwin + 1 + 2 * (place - firstTwin) : place;
    const one = tell(which, index, relation, opinion);
    const created = await addCustomer(app, one, { relation, index, tagIds, sourceId: made.sourceCreate.source.id });
    told.push({ ...one, ...created, relation, isExtra, isTwin, index });
  }
  clock.now = NOW - 10;
  await standApart(
    app,
    told.flatMap((one) => (one.isExtra || one.isTwin ? [] : [{ ...one, subject: `${one.employer} calls` }])),
  );
  if (which === 'B') {
    await shareWithColleague(
      app,
      told.filter(({ relation, isTwin }) => !isTwin && differs(opinion, relation).internal),
    );
    if (!opinion.roles.some((role) => PERMITTED[role].includes('DISCLOSURE_READ'))) await disclose(app, told);
  }
  const done = await importText(systemContext(app.services), intakeJobs, fileAbout(told), {
    sourceCode: 'shop',
    kind: 'CUSTOMERS',
    setup: {
      mode: 'UPDATE_ONLY',
      mapping: [
        { column: 'no', index: 0, target: 'CUSTOMER_NUMBER' },
        { column: 'note', index: 1, target: 'NOTE' },
        { column: 'shoes', index: 2, target: 'OTHER_DATA' },
        { column: 'born', index: 3, target: 'BIRTH_DATE' },
      ],
    },
  });
  const stay = told.filter(({ isExtra, isTwin }) => !isExtra && !isTwin);
  for (const [index, person] of stay.entries()) {
    const organisation = stay[index + 1];
    if (isPerson(index) && organisation)
      await standTogether(app, { ...person, personId: person.id, organisationId: organisation.id });
  }
  await mergeTwins(app, told);
  await recognise(
    app,
    { which, learned: await (learning ??= learn(app)), seesAll: differs(opinion, 'stranger').internal === false },
    told.filter(({ isTwin }) => !isTwin).map((one) => ({ ...one, hides: differs(opinion, one.relation) })),
  );
  if (which === 'B')
    await relateInSecret(
      app,
      told.filter(({ relation, isTwin }) => !isTwin && differs(opinion, relation).internal),
      told.filter(({ relation, isTwin }) => !isTwin && !differs(opinion, relation).internal),
    );
  if (which === 'A' || !canHaveExtra(opinion))
    await removeCustomers(
      app,
      told.filter(({ isExtra }) => isExtra),
    );
  return { told, tagIds, importId: app.services.publicIds.encode('imp', done.id) };
}

/** Twins become one with the first of their relation, each at its hour; the last is given back. */
async function mergeTwins(app: TestApp, told: Built['told']): Promise<void> {
  const twins = told.filter(({ isTwin }) => isTwin);
  for (const twin of twins) {
    const first = told.find((one) => one.relation === twin.relation && isPerson(one.index) && !one.isTwin);
    const done = first && (await merge(app, first.id, [twin.id], twin.why));
    if (!done?.operation) throw new Error(JSON.stringify(done?.userErrors));
  }
  const last = twins.at(-1);
  const back = last && (await unmerge(app, last.id, { reason: last.why }));
  if (!back?.operation) throw new Error(JSON.stringify(back?.userErrors));
}

let learning: Promise<Learned> | undefined;

// Whoever has figures about customers they do not see may know how many there are.
const canHaveExtra = (opinion: Opinion) => differs(opinion, 'stranger').internal;

async function addCustomer(
  app: TestApp,
  one: Told,
  of: { relation: Relation; index: number; tagIds: readonly string[]; sourceId: string },
): Promise<{ id: string; number: string; orderId: string }> {
  const { relation, index } = of;
  const isInTerritory = relation === 'territory';
  const owner = relation === 'pool' ? undefined : (OWNER[relation] ?? OTHER);
  const { customerCreate } = await app.data(app.ctxFor('STEWARD'), CREATE, {
    input: {
      kind: isPerson(index) ? 'PERSON' : 'ORGANISATION',
      name: one.name,
      stage: one.stage,
      grade: one.grade,
      note: one.note,
      tagIds: of.tagIds.slice(one.isVip ? 0 : 1, one.isVip ? 1 : 2),
      sourceId: of.sourceId,
      externalId: one.externalId,
      ...(owner === undefined ? {} : { ownerId: app.services.publicIds.encode('usr', owner) }),
      ...(isPerson(index)
        ? {
            familyName: '王',
            givenName: one.name.slice(1),
            gender: one.gender,
            birthDate: one.birthDate,
            employer: one.employer,
            jobTitle: one.jobTitle,
          }
        : { industry: 'C', size: 'S10_49' }),
      contactPoints: [
        {
          type: 'PHONE',
          value: one.phone,
          label: 'MOBILE',
          verified: true,
          ...(isPerson(index) ? {} : { holderName: one.holder }),
        },
        { type: 'EMAIL', value: one.email },
      ],
      addresses: [
        {
          country: 'CN',
          province: isInTerritory ? '广东省' : '浙江省',
          city: isInTerritory ? '深圳市' : '杭州市',
          line: one.line,
          postalCode: '310000',
        },
      ],
      identifiers: [{ type: 'MEMBER_ID', value: one.document }],
      consents: [
        {
          purpose: 'SALES',
          decision: 'GRANTED',
          expiresAt: '2120-01-01T00:00:00Z',
          evidence: { kind: 'PAPER', text: one.evidence },
        },
      ],
    },
  });
  if (!customerCreate.customer) throw new Error(JSON.stringify(customerCreate.userErrors));
  const { id, number } = customerCreate.customer;
  const { orderCreate } = await app.data(app.ctxFor('STEWARD'), ORDER, {
    input: {
      customerId: id,
      number: one.orderNumber,
      placedAt: '2026-01-06T00:00:00.000Z',
      lines: [{ productCode: 'LAMP', description: 'A lamp', quantity: one.quantity, unitPrice: '10' }],
    },
  });
  if (!orderCreate.order) throw new Error(JSON.stringify(orderCreate.userErrors));
  return { id, number, orderId: orderCreate.order.id };
}

const CREATE =
  'mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { customer { id number } userErrors { code field } } }';
const ORDER =
  'mutation ($input: OrderCreateInput!) { orderCreate(input: $input) { order { id } userErrors { code field } } }';

const fileAbout = (told: readonly (Told & { number: string })[]) =>
  ['no,note,shoes,born', ...told.map((one) => `${one.number},memo of ${one.note},${one.shoes},${one.birthDate}`)].join(
    '\n',
  );

import { intakeJobs } from '../jobs.ts';
import type { TestApp } from '../testing/test-app.ts';
import { addStaff } from '../testing/staff.ts';
import { importText } from '../../modules/intake/intake.fixture.ts';
import { systemContext } from '../../platform/testing/test-context.ts';
import { type Relation, RELATIONS } from './oracle.ts';
import { type Between, standTogether } from './relations.fixture.ts';

/** Whoever asks, whatever their role. */
export const ACTOR = 7;
/** Somebody in the actor's team, and somebody who has nothing to do with them. */
export const MEMBER = 8;
export const OTHER = 9;
/** How the actor stands in the organisation: a team of one other, and one province. */
export const STANDING = { teamMembers: [MEMBER], territories: ['CN/广东省'] };

/** One customer of the world, and values that stand nowhere else. */
export interface Someone {
  readonly id: string;
  readonly number: string;
  /** The version it had before the file told of it: changes by it are STALE. */
  readonly firstVersion: string;
  readonly relation: Relation;
  readonly kind: 'PERSON' | 'ORGANISATION';
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly externalId: string;
  readonly document: string;
  readonly employer: string;
  readonly jobTitle: string;
  readonly birthDate: string;
  readonly orderNumber: string;
  /** Personal values as they would show in an answer; each is of this one alone. */
  readonly personal: readonly string[];
}

/** The world: for each relation to the actor a person and an organisation of whom everything is known. */
export interface World {
  readonly everyone: readonly Someone[];
  readonly tagId: string;
  readonly importId: string;
  readonly sourceId: string;
}

/** Who looks after the customers of a relation; nobody after those of the pool, {@link OTHER} after all others. */
export const OWNER: Readonly<Partial<Record<Relation, number>>> = { own: ACTOR, team: MEMBER };

/** Fills an empty installation with the world. */
export async function createWorld(app: TestApp): Promise<World> {
  await addStaff(app, { Actor: ACTOR, Member: MEMBER, Other: OTHER });
  const steward = app.ctxFor('STEWARD');
  const { tagCreate } = await app.data(steward, 'mutation { tagCreate(input: { name: "vip" }) { tag { id } } }');
  const { sourceCreate } = await app.data(
    app.ctxFor('SECURITY_ADMIN'),
    'mutation { sourceCreate(input: { code: "crm", name: "CRM" }) { source { id } } }',
  );
  const sourceId: string = sourceCreate.source.id;
  const everyone: Someone[] = [];
  for (const relation of RELATIONS)
    for (const kind of ['PERSON', 'ORGANISATION'] as const)
      everyone.push(
        await addCustomer(app, { relation, kind, tagId: tagCreate.tag.id, sourceId, index: everyone.length }),
      );
  await standApart(app, everyone);
  for (const person of everyone.filter(({ kind }) => kind === 'PERSON')) {
    const organisation = everyone.find((one) => one.relation === person.relation && one.kind === 'ORGANISATION');
    if (organisation) await standTogether(app, betweenThese(person, organisation));
  }
  const done = await importText(systemContext(app.services), intakeJobs, fileAbout(everyone), {
    sourceCode: 'shop',
    kind: 'CUSTOMERS',
    setup: {
      mode: 'UPDATE_ONLY',
      mapping: [
        { column: 'no', index: 0, target: 'CUSTOMER_NUMBER' },
        { column: 'note', index: 1, target: 'NOTE' },
        { column: 'shoes', index: 2, target: 'OTHER_DATA' },
        { column: 'member', index: 3, target: 'MEMBER_ID' },
      ],
    },
  });
  return { everyone, tagId: tagCreate.tag.id, importId: app.services.publicIds.encode('imp', done.id), sourceId };
}

/** Personal words between two of the same relation, which are among those of the person. */
function betweenThese(person: Someone, organisation: Someone): Between {
  const [title = '', department = '', note = '', view = ''] = person.personal.slice(-BETWEEN.length);
  return { personId: person.id, organisationId: organisation.id, title, department, note, view };
}
const BETWEEN = ['post', 'office', 'remark', 'view'] as const;

async function addCustomer(
  app: TestApp,
  of: { relation: Relation; kind: Someone['kind']; tagId: string; sourceId: string; index: number },
): Promise<Someone> {
  const { relation, kind, index } = of;
  const two = String(10 + index);
  const isPerson = kind === 'PERSON';
  const owner = relation === 'pool' ? undefined : (OWNER[relation] ?? OTHER);
  const isInTerritory = relation === 'territory';
  const one = {
    relation,
    kind,
    name: isPerson ? `王明${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未'.charAt(index)}` : `Canary ${two} Works Ltd`,
    phone: `+86138${two}448000`,
    email: `canary${two}@example.com`,
    externalId: `EXT-${two}`,
    document: `CANARYDOC${two}`,
    employer: `Canary Employer ${two}`,
    jobTitle: `Canary Title ${two}`,
    birthDate: `1990-01-${two}`,
    orderNumber: `ORDER-${two}`,
  };
  const { customerCreate } = await app.data(
    app.ctxFor('STEWARD'),
    'mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { customer { id number version } userErrors { code field } } }',
    {
      input: {
        kind,
        name: one.name,
        stage: 'LEAD',
        grade: 'A',
        note: `Canary note ${two}`,
        tagIds: [of.tagId],
        sourceId: of.sourceId,
        externalId: one.externalId,
        ...(owner === undefined ? {} : { ownerId: app.services.publicIds.encode('usr', owner) }),
        ...(isPerson
          ? {
              familyName: '王',
              givenName: one.name.slice(1),
              gender: 'FEMALE',
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
            ...(isPerson ? {} : { holderName: `Canary Holder ${two}`, holderTitle: `Canary Chief ${two}` }),
          },
          { type: 'EMAIL', value: one.email },
        ],
        addresses: [
          {
            country: 'CN',
            province: isInTerritory ? '广东省' : '浙江省',
            city: isInTerritory ? '深圳市' : '杭州市',
            district: isInTerritory ? '南山区' : '西湖区',
            line: `Canary Road ${two}`,
            postalCode: '310000',
            type: 'WORK',
          },
        ],
        identifiers: [{ type: 'MEMBER_ID', value: one.document }],
      },
    },
  );
  if (customerCreate.userErrors.length > 0) throw new Error(JSON.stringify(customerCreate.userErrors));
  const { id, number, version } = customerCreate.customer;
  const { orderCreate } = await app.data(
    app.ctxFor('STEWARD'),
    'mutation ($input: OrderCreateInput!) { orderCreate(input: $input) { order { id } userErrors { code field } } }',
    {
      input: {
        customerId: id,
        number: one.orderNumber,
        placedAt: '2024-05-06T00:00:00.000Z',
        lines: [{ productCode: 'LAMP', description: 'A lamp', quantity: '2', unitPrice: '10' }],
      },
    },
  );
  if (orderCreate.userErrors.length > 0) throw new Error(JSON.stringify(orderCreate.userErrors));
  await decide(app, id, `Canary form ${two}`);
  const personal = [
    one.name,
    `138${two}448000`,
    `138 ${two}44 8000`,
    one.email,
    ...(isPerson
      ? [one.name.slice(1), one.birthDate, one.employer, one.jobTitle]
      : [`Canary Holder ${two}`, `Canary Chief ${two}`]),
    ...['note', 'memo', 'shoe', 'Road', 'form', ...BETWEEN].map((what) => `Canary ${what} ${two}`),
  ];
  return { ...one, id, number, firstVersion: version, personal };
}

/** A decision about the customer's data, and what proves it. */
async function decide(app: TestApp, customerId: string, text: string): Promise<void> {
  const { consentRecord } = await app.data(
    app.ctxFor('DATA_STEWARD'),
    'mutation ($input: ConsentRecordInput!) { consentRecord(input: $input) { userErrors { code field } } }',
    {
      input: {
        customerId,
        purpose: 'SALES',
        decision: 'GRANTED',
        expiresAt: '2120-01-01T00:00:00Z',
        evidence: { kind: 'PAPER', text },
      },
    },
  );
  if (consentRecord.userErrors.length > 0) throw new Error(JSON.stringify(consentRecord.userErrors));
}

/** Cases and shares, open ones and ended ones. */
export async function standApart(
  app: TestApp,
  everyone: readonly (Pick<Someone, 'id' | 'relation'> & { readonly subject?: string })[],
): Promise<void> {
  const now = app.services.now();
  const key = (one: Pick<Someone, 'id'>) => app.services.publicIds.decode('cus', one.id) ?? 0;
  const cases = everyone.filter(({ relation }) => relation === 'case' || relation === 'caseEnded');
  const shares = everyone.filter(({ relation }) => relation === 'shared' || relation === 'shareEnded');
  await app.services.db.transaction(async (trx) => {
    for (const [index, one] of cases.entries())
      await trx
        .insertInto('support_case')
        .values({
          customer_id: key(one),
          id: index + 1,
          subject_id: key(one),
          user_id: ACTOR,
          subject: one.subject ?? 'Broken lamp',
          opened_by: ACTOR,
          opened_at: 0,
          until: one.relation === 'case' ? now + 3_600_000 : now - 1,
          closed_at: null,
        })
        .execute();
    for (const one of shares)
      await trx
        .insertInto('customer_share')
        .values({
          customer_id: key(one),
          user_id: ACTOR,
          subject_id: key(one),
          until: one.relation === 'shared' ? null : now - 1,
          shared_by: OTHER,
          shared_at: 0,
        })
        .execute();
  });
}

const fileAbout = (everyone: readonly Someone[]) =>
  [
    'no,note,shoes,member',
    ...everyone.map((one, i) => `${one.number},Canary memo ${i + 10},Canary shoe ${i + 10},${one.document}F`),
  ].join('\n');

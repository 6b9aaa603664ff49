import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { appInput, approve, approvedApp, change, FIRST, MANAGER, runJob, SECOND } from '../partner.fixture.ts';
import { partnerDuties } from './partner-duties.job.ts';
import { isWider, type Terms } from './terms.ts';

let app: TestApp;
let now = Date.UTC(2026, 2, 5, 8, 30);
beforeAll(async () => {
  app = await createTestApp({ now: () => now });
});
afterAll(async () => await app.close());

const DAY_MS = 86_400_000;
const codes = ({ userErrors }: Awaited<ReturnType<typeof change>>) =>
  userErrors.map(({ code, field }) => `${code} ${field?.join('.')}`);

describe('what a partner app may get', () => {
  it('counts when two people approved it, neither of whom proposed it', async () => {
    const { app: draft } = await change(app, MANAGER, 'partnerAppRegister', { input: appInput('Two people') });
    const { id } = draft;
    const { app: submitted } = await change(app, FIRST, 'partnerAppSubmit', draft);
    expect(submitted).toMatchObject({ state: 'IN_REVIEW', proposed: { state: 'IN_REVIEW' }, inForce: null });
    // Whoever wrote it, and whoever handed it in.
    for (const who of [MANAGER, FIRST])
      expect(codes(await change(app, who, 'partnerAppApprove', submitted))).toEqual(['OWN_PROPOSAL id']);
    const { app: once } = await change(app, SECOND, 'partnerAppApprove', submitted);
    expect(once).toMatchObject({ state: 'IN_REVIEW', inForce: null });
    expect(codes(await change(app, SECOND, 'partnerAppApprove', once))).toEqual(['ALREADY_DONE id']);
    expect(codes(await change(app, SECOND, 'partnerAppApprove', submitted))).toEqual(['STALE version']);
    const { app: twice } = await change(app, 104, 'partnerAppApprove', once);
    expect(twice).toMatchObject({ state: 'APPROVED', proposed: null, inForce: { number: 1 } });
    expect(codes(await change(app, 105, 'partnerAppApprove', twice))).toEqual(['WRONG_STATE id']);

    // More needs them again, and an approval is of what was seen: changing it takes the first one back.
    const wider = appInput('Two people', { purposes: ['MARKETING', 'SALES'] });
    const { app: proposed } = await change(app, MANAGER, 'partnerAppUpdate', { ...twice, input: wider });
    expect(proposed).toMatchObject({ state: 'APPROVED', proposed: { state: 'DRAFT' }, inForce: { number: 1 } });
    const { app: again } = await change(app, MANAGER, 'partnerAppSubmit', proposed);
    const { app: half } = await change(app, SECOND, 'partnerAppApprove', again);
    const other = appInput('Two people', { purposes: ['MARKETING', 'SALES', 'SUPPORT'] });
    const { app: edited } = await change(app, MANAGER, 'partnerAppUpdate', { ...half, input: other });
    expect(edited.proposed).toEqual({ state: 'DRAFT' });
    expect(await approve(app, edited)).toMatchObject({ inForce: { number: 2 } });

    // Less counts at once.
    const less = appInput('Two people', { purposes: ['MARKETING'] });
    const [latest] = (await read(id)).terms;
    expect(latest).toMatchObject({ number: 2, state: 'IN_FORCE' });
    const { app: narrowed } = await change(app, MANAGER, 'partnerAppUpdate', { ...(await read(id)), input: less });
    expect(narrowed).toMatchObject({ inForce: { number: 3 }, proposed: null });
    expect((await read(id)).terms.map(({ state }) => state)).toEqual(['IN_FORCE', 'REPLACED', 'REPLACED']);
  });

  it('is sent back with a reason, corrected and submitted again', async () => {
    const { app: draft } = await change(app, MANAGER, 'partnerAppRegister', { input: appInput('Sent back') });
    const { app: submitted } = await change(app, MANAGER, 'partnerAppSubmit', draft);
    const { id, version } = submitted;
    expect(codes(await change(app, SECOND, 'partnerAppReject', { id, version, reason: ' ' }))).toEqual([
      'REQUIRED reason',
    ]);
    const { app: rejected } = await change(app, SECOND, 'partnerAppReject', { id, version, reason: 'Too much' });
    expect(rejected).toMatchObject({ state: 'DRAFT', proposed: { state: 'REJECTED' } });
    expect(codes(await change(app, MANAGER, 'partnerAppSubmit', rejected))).toEqual(['WRONG_STATE id']);
    const input = appInput('Sent back', { burst: 500 });
    const { app: corrected } = await change(app, MANAGER, 'partnerAppUpdate', { ...rejected, input });
    expect(await approve(app, corrected)).toMatchObject({ state: 'APPROVED' });
  });

  it('shows what changed of the schema', async () => {
    const { id, ...first } = await approvedApp(app, 'Changes');
    const fields = ['Query.customers', 'Customer.id', 'Customer.gender'];
    await change(app, MANAGER, 'partnerAppUpdate', { id, ...first, input: appInput('Changes', { fields }) });
    const { proposed } = await read(id);
    expect(proposed?.diff).toEqual([
      '- type ContactPoint {',
      '-   value: String',
      '- }',
      '  type Customer {',
      '+   gender: Gender',
      '-   name: String',
      '-   number: String!',
      '-   primaryPhone: ContactPoint',
      '-   stage: String',
      '+ enum Gender {',
      '+   FEMALE',
      '+   MALE',
      '+   OTHER',
      '+   UNKNOWN',
      '+ }',
      '  type Query {',
      '-   customer(id: ID!): Customer',
    ]);
  });

  it.each<[string, object, string[]]>([
    ['a name that is taken', { name: 'Refused' }, ['TAKEN input.name']],
    ['no e-mail address', { contactEmail: 'ann' }, ['EMAIL_INVALID input.contactEmail']],
    ['no way in', { terms: { fields: ['Customer.id'] } }, ['REQUIRED input.terms.fields']],
    [
      'what is not offered',
      { terms: { fields: ['Query.customer', 'Customer.id', 'Customer.owner', 'Identifier.value'] } },
      ['INVALID_CHOICE input.terms.fields'],
    ],
    [
      'an object of which nothing is chosen',
      { terms: { fields: ['Query.customer', 'Customer.addresses'] } },
      ['SCOPE_INCOMPLETE input.terms.fields'],
    ],
    ['a mistyped network', { terms: { addresses: ['10.0.0.0/33'] } }, ['ADDRESS_RANGE_INVALID input.terms.addresses']],
    [
      'several at once',
      { contactName: ' ', terms: { region: 'XX', purposes: [], contractTo: '2019-01-01', burst: 1 } },
      [
        'REQUIRED input.contactName',
        'INVALID_CHOICE input.terms.region',
        'REQUIRED input.terms.purposes',
        'PERIOD_REVERSED input.terms.contractTo',
        'TOO_SMALL input.terms.burst',
      ],
    ],
  ])('refuses %s', async (_what, { terms, ...said }: { terms?: object }, expected) => {
    if (expected[0]?.startsWith('TAKEN'))
      await change(app, MANAGER, 'partnerAppRegister', { input: appInput('Refused') });
    const input = { ...appInput('Another', terms), ...said };
    expect(codes(await change(app, MANAGER, 'partnerAppRegister', { input }))).toEqual(expected);
  });
});

describe('an app that goes on', () => {
  it('is suspended when nobody looked at it for a quarter', async () => {
    const reviewed = await approvedApp(app, 'Looked at');
    const forgotten = await approvedApp(app, 'Forgotten');
    now += 80 * DAY_MS;
    expect((await read(forgotten.id)).warnings).toEqual(['NO_CREDENTIAL', 'REVIEW_DUE']);
    const done = await change(app, SECOND, 'partnerAppReview', { ...versionOf(reviewed), reason: 'Still needed' });
    expect(done.userErrors).toEqual([]);
    now += 13 * DAY_MS;
    await runJob(app, partnerDuties);
    expect((await read(reviewed.id)).state).toBe('APPROVED');
    const suspended = await read(forgotten.id);
    expect(suspended).toMatchObject({ state: 'SUSPENDED', stopReason: 'The quarterly review is overdue.' });
    const resumed = await change(app, SECOND, 'partnerAppResume', { ...versionOf(suspended), reason: 'Looked now' });
    expect(resumed.app.state).toBe('APPROVED');
    const ended = await change(app, MANAGER, 'partnerAppEnd', { ...versionOf(resumed.app), reason: 'Contract over' });
    expect(ended.app.state).toBe('ENDED');
    const { id, version } = ended.app;
    const input = appInput('Forgotten');
    expect(codes(await change(app, MANAGER, 'partnerAppUpdate', { id, version, input }))).toEqual(['WRONG_STATE id']);
    const log = await app.services.db.read
      .selectFrom('audit_entry')
      .select(['action', 'actor_id'])
      .where('object_id', '=', app.services.publicIds.decode('app', id) ?? 0)
      .orderBy('id')
      .execute();
    expect(log.map(({ action, actor_id: by }) => `${action} ${by}`)).toEqual([
      `partnerApp.registered ${MANAGER}`,
      `partnerApp.submitted ${MANAGER}`,
      `partnerApp.approved ${FIRST}`,
      `partnerApp.approved ${SECOND}`,
      `partnerApp.inForce ${SECOND}`,
      'partnerApp.suspended 0',
      `partnerApp.resumed ${SECOND}`,
      `partnerApp.ended ${MANAGER}`,
    ]);
  });
});

const TERMS: Terms = {
  company: 'A',
  region: 'CN',
  purposes: ['SALES', 'SUPPORT'],
  fields: ['Query.customers', 'Customer.id', 'Customer.name'],
  addresses: ['10.0.0.0/8', '192.0.2.1'],
  contractFrom: '2026-01-01',
  contractTo: '2026-12-31',
  risk: 'LOW',
  burst: 1_000,
  perDay: 10_000,
};

it.each<[string, Partial<Terms>, boolean]>([
  ['the same', {}, false],
  ['fewer fields', { fields: ['Query.customers', 'Customer.id'] }, false],
  ['another field', { fields: ['Query.customers', 'Customer.id', 'Customer.stage'] }, true],
  ['one purpose', { purposes: ['SALES'] }, false],
  ['another purpose', { purposes: ['MARKETING'] }, true],
  ['one network of two', { addresses: ['192.0.2.1'] }, false],
  ['any network', { addresses: [] }, true],
  ['a shorter contract', { contractFrom: '2026-02-01', contractTo: '2026-11-30' }, false],
  ['a longer contract', { contractTo: '2027-12-31' }, true],
  ['an earlier contract', { contractFrom: '2025-12-31' }, true],
  ['less at once', { burst: 500, perDay: 900 }, false],
  ['more in a day', { perDay: 10_001 }, true],
  ['more at once', { burst: 1_001 }, true],
  ['another company', { company: 'B' }, true],
  ['another country', { region: 'SG' }, true],
  ['another risk', { risk: 'HIGH' }, true],
])('%s: wider is %s', (_what, changed, expected) => {
  expect(isWider({ ...TERMS, ...changed }, TERMS)).toBe(expected);
});

async function read(id: string): Promise<{
  id: string;
  version: string;
  state: string;
  stopReason: string | null;
  warnings: string[];
  terms: { number: number; state: string }[];
  proposed: { diff: string[] } | null;
}> {
  const document = `query ($id: ID!) {
    partnerApp(id: $id) { id version state stopReason warnings terms { number state } proposed { diff } }
  }`;
  return (await app.data(app.ctxFor('SECURITY_ADMIN'), document, { id })).partnerApp;
}

function versionOf({ id, version }: { id: string; version: string }): { id: string; version: string } {
  return { id, version };
}

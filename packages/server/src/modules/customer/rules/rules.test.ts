import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJobs } from '../../../app/testing/approvals.ts';
import { addCustomer } from '../../../app/testing/customers.ts';
import { addDeciders } from '../../../app/testing/staff.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';

let app: TestApp;
const now = { at: 1_700_000_000_000 };
const sources: Record<string, string> = {};
beforeAll(async () => {
  app = await createTestApp({ now: () => now.at });
  await addDeciders(app, 'SECURITY_ADMIN', { 林安全: 1 });
  for (const code of ['crm', 'shop']) {
    const { sourceCreate } = await app.data(
      app.ctxFor('SECURITY_ADMIN'),
      'mutation ($input: SourceCreateInput!) { sourceCreate(input: $input) { source { id } } }',
      { input: { code, name: code } },
    );
    sources[code] = sourceCreate.source.id;
  }
});
afterAll(async () => await app.close());

const RULES = `version reason restoredVersion isInForce by sources { code } fieldRules { field criteria sources { code } }`;
const FACTS = `query ($id: ID!, $fields: [CustomerField!]) { customer(id: $id) { version jobTitle primaryPhone { value }
  facts(fields: $fields) { chosenBy isPinnable isVerifiable pin { reason at by }
    chosen { valueId value verifiedAt verifiedBy confidence lostBy } alternatives { valueId value lostBy } } } }`;

async function update(changes: object, version: number, reason = 'because') {
  now.at += 60_000;
  const { rulesUpdate } = await app.data(
    app.ctxFor('SECURITY_ADMIN'),
    `mutation ($version: Int!, $changes: RuleChangesInput!, $reason: String!) {
      rulesUpdate(ruleSetVersion: $version, changes: $changes, reason: $reason) { ruleSet { ${RULES} } job { kind } userErrors { code field } } }`,
    { version, changes, reason },
  );
  if (rulesUpdate.job) await runJobs(app);
  return rulesUpdate;
}

async function facts(id: string, ...fields: string[]) {
  return (await app.data(app.ctxFor('DATA_STEWARD'), FACTS, { id, fields })).customer;
}

async function mark(verb: string, id: string, input: object) {
  now.at += 60_000;
  const { version } = await facts(id, 'NAME');
  const type = `Fact${verb}Input`;
  const answered = await app.data(
    app.ctxFor('DATA_STEWARD'),
    `mutation ($id: ID!, $version: String!, $input: ${type}!) {
      done: customerFact${verb}(id: $id, version: $version, input: $input) { userErrors { code field } } }`,
    { id, version, input },
  );
  return answered.done.userErrors;
}

/** A customer of the CRM; staff changed the job title since. */
async function person(name: string): Promise<string> {
  now.at += 60_000;
  const id = await addCustomer(app, { name, jobTitle: '甲', sourceId: sources['crm'] });
  now.at += 60_000;
  await edit(id, { jobTitle: '乙' });
  return id;
}

async function edit(id: string, input: object) {
  const { version } = await facts(id, 'NAME');
  const { customerUpdate } = await app.data(
    app.ctxFor('DATA_STEWARD'),
    'mutation ($id: ID!, $version: String!, $input: CustomerUpdateInput!) { customerUpdate(id: $id, version: $version, input: $input) { userErrors { code field } } }',
    { id, version, input },
  );
  return customerUpdate.userErrors;
}

describe('rules', () => {
  it('are tried, put in force for a reason, kept as versions, and an earlier one comes back', async () => {
    const [first, second] = [await person('王芳'), await person('李娜')];
    await addCustomer(app, { name: '独', jobTitle: '丙' });
    const changes = { rules: [{ field: 'JOB_TITLE', criteria: ['SOURCE_PRIORITY'], sourceIds: [sources['crm']] }] };
    const admin = app.ctxFor('SECURITY_ADMIN');
    const { ruleTrialStart } = await app.data(
      admin,
      'mutation ($changes: RuleChangesInput!) { ruleTrialStart(changes: $changes) { ruleTrial { finishedAt fields { customers } } userErrors { code } } }',
      { changes },
    );
    expect(ruleTrialStart).toEqual({ ruleTrial: { finishedAt: null, fields: [] }, userErrors: [] });
    await runJobs(app);
    const trial = '{ ruleTrial { baseVersion isStale finishedAt fields { field customers } job { state progress } } }';
    expect((await app.data(admin, trial)).ruleTrial).toEqual({
      baseVersion: 0,
      isStale: false,
      finishedAt: new Date(now.at).toISOString(),
      fields: [{ field: 'JOB_TITLE', customers: 2 }],
      job: { state: 'DONE', progress: 1 },
    });
    const flips = `{ ruleFlips(field: JOB_TITLE, first: 1) { nodes { customer { name } before after } pageInfo { hasNextPage } } }`;
    const seen = (await app.data(app.ctxFor('DATA_STEWARD'), flips)).ruleFlips;
    expect(seen).toEqual({
      nodes: [{ customer: { name: '王芳' }, before: '乙', after: '甲' }],
      pageInfo: { hasNextPage: true },
    });
    // Who sees personal values masked sees no job titles; who sees no customer, nobody.
    const masked = (await app.data(app.ctxFor('AUDITOR'), flips)).ruleFlips.nodes;
    expect(masked).toEqual([{ customer: { name: '王*' }, before: null, after: null }]);
    await expect(app.data(admin, flips)).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    expect((await facts(first, 'JOB_TITLE')).jobTitle).toBe('乙');
    const applied = await update(changes, 0, 'the CRM is right');
    expect(applied).toMatchObject({ job: { kind: 'customer.recompute' }, userErrors: [] });
    expect(applied.ruleSet).toEqual({
      version: 1,
      reason: 'the CRM is right',
      restoredVersion: null,
      isInForce: true,
      by: '林安全',
      sources: ['staff', 'crm', 'shop'].map((code) => ({ code })),
      fieldRules: [{ field: 'JOB_TITLE', criteria: ['SOURCE_PRIORITY'], sources: [{ code: 'crm' }] }],
    });
    const since = now.at;
    expect((await facts(first, 'JOB_TITLE')).jobTitle).toBe('甲');
    expect((await facts(second, 'JOB_TITLE')).jobTitle).toBe('甲');
    expect((await app.data(admin, trial)).ruleTrial.isStale).toBe(true);
    expect((await update({ restoreVersion: 1 }, 0)).userErrors).toEqual([{ code: 'STALE', field: ['ruleSetVersion'] }]);
    await update({ sourceIds: ['crm', 'shop'].map((code) => sources[code]).concat(await staffId()) }, 1, 'order');
    const back = await update({ restoreVersion: 1 }, 2, 'as it was');
    expect(back.ruleSet).toMatchObject({ version: 3, restoredVersion: 1, sources: applied.ruleSet.sources });
    const at = `query ($at: DateTime) { ruleSet(at: $at) { version } ruleSets { version reason } }`;
    expect(await app.data(admin, at, { at: new Date(since + 1).toISOString() })).toEqual({
      ruleSet: { version: 1 },
      ruleSets: [
        { version: 3, reason: 'as it was' },
        { version: 2, reason: 'order' },
        { version: 1, reason: 'the CRM is right' },
        { version: 0, reason: null },
      ],
    });
    expect((await app.data(admin, at, { at: new Date(since - 1).toISOString() })).ruleSet).toEqual({ version: 0 });
    const none = { rules: [{ field: 'JOB_TITLE', criteria: ['SOURCE_PRIORITY', 'MOST_RECENT'] }] };
    expect((await update(none, 3)).ruleSet.fieldRules).toEqual([]);
    expect((await facts(first, 'JOB_TITLE')).jobTitle).toBe('乙');
    await update(changes, 4, 'once more');
    const { ruleSet } = await update({ restoreVersion: 0 }, 5, 'as it was at first');
    expect(ruleSet).toMatchObject({ version: 6, restoredVersion: 0, fieldRules: [] });
    expect((await facts(first, 'JOB_TITLE')).jobTitle).toBe('乙');
  });

  it('are tried on customers of one record, too, when the rules in force tell its values apart', async () => {
    const point = (value: string, label?: string) => ({ type: 'PHONE', value, label });
    const id = await addCustomer(app, {
      name: '吴九',
      contactPoints: [point('13700137000'), point('13700137001', 'WORK')],
    });
    const phone = (criteria: readonly string[]) => ({ rules: [{ field: 'PHONE', criteria }] });
    const admin = app.ctxFor('SECURITY_ADMIN');
    const { ruleSet } = await app.data(admin, '{ ruleSet { version } }');
    await update(phone(['MOST_COMPLETE']), ruleSet.version);
    expect((await facts(id, 'PHONE')).primaryPhone.value).toBe('+8613700137001');
    await app.data(
      admin,
      'mutation ($changes: RuleChangesInput!) { ruleTrialStart(changes: $changes) { userErrors { code } } }',
      { changes: phone(['SOURCE_PRIORITY', 'MOST_RECENT']) },
    );
    await runJobs(app);
    const { ruleTrial } = await app.data(admin, '{ ruleTrial { fields { field customers } } }');
    expect(ruleTrial.fields).toEqual([{ field: 'PHONE', customers: 1 }]);
    expect((await update(phone(['SOURCE_PRIORITY', 'MOST_RECENT']), ruleSet.version + 1)).userErrors).toEqual([]);
    expect((await facts(id, 'PHONE')).primaryPhone.value).toBe('+8613700137000');
  });

  it.each<[object, string]>([
    [{}, 'REQUIRED changes'],
    [{ restoreVersion: 99 }, 'NOT_FOUND changes.restoreVersion'],
    [{ restoreVersion: 1, rules: [{ field: 'NAME', criteria: ['VERIFIED'] }] }, 'INVALID changes.restoreVersion'],
    [{ rules: [{ field: 'NAME', criteria: [] }] }, 'REQUIRED changes.rules.0.criteria'],
    [{ rules: [{ field: 'NAME', criteria: ['VERIFIED', 'VERIFIED'] }] }, 'DUPLICATE changes.rules.0.criteria'],
    [{ rules: [{ field: 'TAGS', criteria: ['VERIFIED'] }] }, 'INVALID_CHOICE changes.rules.0.field'],
    [
      { rules: [{ field: 'NAME', criteria: ['VERIFIED'], sourceIds: ['src_x'] }] },
      'NOT_FOUND changes.rules.0.sourceIds',
    ],
    [{ sourceIds: [] }, 'INVALID changes.sourceIds'],
  ])('refuse %o: %s', async (changes, expected) => {
    const { ruleSet } = await app.data(app.ctxFor('SECURITY_ADMIN'), '{ ruleSet { version } }');
    const { userErrors } = await update(changes, ruleSet.version);
    expect(
      userErrors.map(({ code, field }: { code: string; field: string[] }) => `${code} ${field.join('.')}`),
    ).toEqual([expected]);
  });

  async function staffId(): Promise<string> {
    const { sources: all } = await app.data(app.ctxFor('SECURITY_ADMIN'), '{ sources { id code } }');
    return all.find(({ code }: { code: string }) => code === 'staff').id;
  }
});

describe('a pinned value', () => {
  it('is shown against rules and later words, says why, cannot be edited away, and goes again', async () => {
    const id = await person('赵敏');
    const before = await facts(id, 'JOB_TITLE');
    expect(before.facts[0]).toMatchObject({ chosenBy: 'STAFF_EDIT', isPinnable: true, isVerifiable: true, pin: null });
    const [other] = before.facts[0].alternatives;
    expect(other).toMatchObject({ value: '甲', lostBy: 'SOURCE_PRIORITY' });
    expect(await mark('Pin', id, { field: 'JOB_TITLE', valueId: other.valueId, reason: 'on her card' })).toEqual([]);
    const pinnedAt = new Date(now.at).toISOString();
    const after = await facts(id, 'JOB_TITLE');
    expect(after.jobTitle).toBe('甲');
    expect(after.facts[0]).toMatchObject({
      chosenBy: 'PINNED',
      pin: { reason: 'on her card', at: pinnedAt, by: '林安全' },
      chosen: { value: '甲' },
      alternatives: [
        { value: '乙', lostBy: 'PINNED' },
        { value: '甲', lostBy: null },
      ],
    });
    expect(await edit(id, { jobTitle: '丁' })).toEqual([{ code: 'PINNED', field: ['input', 'jobTitle'] }]);
    expect(await edit(id, { jobTitle: '甲', employer: '某公司' })).toEqual([]);
    expect(await mark('Unpin', id, { field: 'JOB_TITLE', reason: 'new card' })).toEqual([]);
    expect((await facts(id, 'JOB_TITLE')).jobTitle).toBe('甲');
    expect(await edit(id, { jobTitle: '丁' })).toEqual([]);
    expect((await facts(id, 'JOB_TITLE')).jobTitle).toBe('丁');
    expect(await mark('Unpin', id, { field: 'JOB_TITLE', reason: 'again' })).toEqual([
      { code: 'WRONG_STATE', field: ['input', 'field'] },
    ]);
  });

  it('is the phone to use, whatever else is marked as such', async () => {
    const id = await addCustomer(app, {
      name: '孙莉',
      contactPoints: [
        { type: 'PHONE', value: '13800138000' },
        { type: 'PHONE', value: '13900139000' },
      ],
    });
    const [phone] = (await facts(id, 'PHONE')).facts;
    expect(phone.chosen.value).toBe('+8613800138000');
    expect(
      await mark('Pin', id, { field: 'PHONE', valueId: phone.alternatives[0].valueId, reason: 'answers this one' }),
    ).toEqual([]);
    expect((await facts(id, 'PHONE')).primaryPhone.value).toBe('+8613900139000');
    const point = (value: string, isPrimary: boolean) => ({ type: 'PHONE', value, isPrimary });
    const refused = [{ code: 'PINNED', field: ['input', 'contactPoints'] }];
    expect(await edit(id, { contactPoints: [point('13800138000', true), point('13900139000', false)] })).toEqual(
      refused,
    );
    expect(await edit(id, { contactPoints: [point('13800138000', true)] })).toEqual(refused);
    expect(await edit(id, { contactPoints: [point('13900139000', true), point('010-62345678', false)] })).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['Pin', { field: 'OWNER', valueId: 'rec_x.0', reason: 'x' }, 'INVALID_CHOICE'],
    ['Pin', { field: 'JOB_TITLE', valueId: 'rec_x.0', reason: 'x' }, 'NOT_FOUND'],
    ['Pin', { field: 'JOB_TITLE', valueId: 'rec_x.0', reason: ' ' }, 'REQUIRED'],
    ['Verify', { field: 'TAGS', method: 'CALL' }, 'INVALID_CHOICE'],
    ['Verify', { field: 'EMPLOYER', method: 'CALL' }, 'NOT_FOUND'],
    ['Verify', { field: 'JOB_TITLE', method: 'CALL', at: '2999-01-01T00:00:00.000Z' }, 'TOO_LARGE'],
  ])('is refused: %s %o %s', async (verb, input, code) => {
    const id = await person('钱七');
    expect((await mark(verb, id, input)).map((one: { code: string }) => one.code)).toEqual([code]);
  });
});

it('of a list is the one to use, and says what staff took away', async () => {
  const point = (value: string, isPrimary: boolean) => ({ type: 'PHONE', value, isPrimary });
  const id = await addCustomer(app, {
    name: '郑十',
    sourceId: sources['crm'],
    contactPoints: [point('13600136000', false), point('13600136001', true)],
  });
  const [phone] = (await facts(id, 'PHONE')).facts;
  expect(phone).toMatchObject({
    chosenBy: 'PRIMARY',
    chosen: { value: '+8613600136001' },
    alternatives: [{ value: '+8613600136000', lostBy: 'PRIMARY' }],
  });
  expect(await edit(id, { contactPoints: [point('13600136000', true)] })).toEqual([]);
  const after = await facts(id, 'PHONE');
  expect(after.primaryPhone.value).toBe('+8613600136000');
  expect(after.facts[0].chosen.value).toBe('+8613600136000');
  expect(after.facts[0].alternatives).toMatchObject([
    { value: '+8613600136000', lostBy: null },
    { value: '+8613600136001', lostBy: 'TAKEN_AWAY' },
  ]);
});

it('is more to be relied on when it was checked, and can win by it', async () => {
  const id = await person('周八');
  const [title] = (await facts(id, 'JOB_TITLE')).facts;
  expect(title.chosen).toMatchObject({ value: '乙', confidence: 0.9, verifiedAt: null });
  const [other] = title.alternatives;
  const at = '2023-11-14T00:00:00.000Z';
  expect(await mark('Verify', id, { field: 'JOB_TITLE', valueId: other.valueId, method: 'DOCUMENT', at })).toEqual([]);
  const { ruleSet } = await app.data(app.ctxFor('SECURITY_ADMIN'), '{ ruleSet { version } }');
  await update({ rules: [{ field: 'JOB_TITLE', criteria: ['VERIFIED', 'SOURCE_PRIORITY'] }] }, ruleSet.version);
  const [now2] = (await facts(id, 'JOB_TITLE')).facts;
  expect(now2).toMatchObject({ chosenBy: 'VERIFIED', alternatives: [{ value: '乙', lostBy: 'VERIFIED' }] });
  expect(now2.chosen).toMatchObject({ value: '甲', verifiedAt: at, verifiedBy: 'DOCUMENT' });
  expect(now2.chosen.confidence).toBeCloseTo(0.997, 10);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';

const FIELDS = /* GraphQL */ `
  id
  name
  purpose
  basis
  fields
  retentionMonths
  recipients
  retiredAt
  version
`;
const CREATE = `mutation ($input: ProcessingActivityInput!) {
  processingActivityCreate(input: $input) { processingActivity { ${FIELDS} } userErrors { code field } } }`;
const UPDATE = `mutation ($id: ID!, $version: String!, $input: ProcessingActivityInput!) {
  processingActivityUpdate(id: $id, version: $version, input: $input) {
    processingActivity { ${FIELDS} } userErrors { code field } } }`;
const RETIRE = `mutation ($id: ID!, $version: String!) {
  processingActivityRetire(id: $id, version: $version) { processingActivity { ${FIELDS} } userErrors { code field } } }`;
const LIST = `query ($all: Boolean!) { processingActivities(includeRetired: $all) { name } }`;

const INPUT = {
  name: ' 会员短信 ',
  purpose: 'MARKETING',
  basis: 'CONSENT',
  fields: ['PHONE', 'NAME'],
  retentionMonths: 24,
  recipients: ['短信平台', ' '],
};

let app: TestApp;
let officer: Ctx;
beforeAll(async () => {
  app = await createTestApp();
  officer = app.ctxFor(['PRIVACY_MANAGE', 'SETTINGS_READ']);
});
afterAll(async () => await app.close());

const create = async (input: object) =>
  (await app.data(officer, CREATE, { input: { ...INPUT, ...input } })).processingActivityCreate;

describe('the register of processing', () => {
  it('takes entries, changes and retirements, and keeps what is no longer done', async () => {
    const { processingActivity: made, userErrors } = await create({});
    expect(userErrors).toEqual([]);
    expect(made).toEqual({
      id: expect.stringMatching(/^act_/),
      name: '会员短信',
      purpose: 'MARKETING',
      basis: 'CONSENT',
      fields: ['NAME', 'PHONE'],
      retentionMonths: 24,
      recipients: ['短信平台'],
      retiredAt: null,
      version: expect.any(String),
    });
    const { id, version } = made;
    const { processingActivityUpdate: updated } = await app.data(officer, UPDATE, {
      id,
      version,
      input: { ...INPUT, retentionMonths: null, recipients: [] },
    });
    expect(updated.processingActivity).toMatchObject({ id, retentionMonths: null, recipients: [] });
    const stale = await app.data(officer, RETIRE, { id, version });
    expect(stale.processingActivityRetire.userErrors).toEqual([{ code: 'STALE', field: ['version'] }]);
    const retire = { id, version: updated.processingActivity.version };
    const { processingActivityRetire: retired } = await app.data(officer, RETIRE, retire);
    expect(retired.processingActivity.retiredAt).toEqual(expect.any(String));
    const twice = await app.data(officer, RETIRE, { id, version: retired.processingActivity.version });
    expect(twice.processingActivityRetire.userErrors).toEqual([{ code: 'ALREADY_DONE', field: ['id'] }]);
    expect(await app.data(officer, LIST, { all: false })).toEqual({ processingActivities: [] });
    expect(await app.data(officer, LIST, { all: true })).toEqual({ processingActivities: [{ name: '会员短信' }] });
    const trace = await app.services.db.read
      .selectFrom('audit_entry')
      .select(['action', 'fields'])
      .orderBy('id')
      .execute();
    expect(trace).toEqual([
      { action: 'processingActivity.created', fields: JSON.stringify(Object.keys(INPUT)) },
      { action: 'processingActivity.updated', fields: '["retention_months","recipients"]' },
      { action: 'processingActivity.retired', fields: '[]' },
    ]);
  });

  it.each([
    [{ name: ' ' }, 'REQUIRED', ['input', 'name']],
    [{ name: 'x'.repeat(121) }, 'TOO_LONG', ['input', 'name']],
    [{ fields: [] }, 'REQUIRED', ['input', 'fields']],
    [{ fields: ['EVERYTHING'] }, 'INVALID_CHOICE', ['input', 'fields']],
    [{ retentionMonths: 0 }, 'TOO_SMALL', ['input', 'retentionMonths']],
    [{ retentionMonths: 1_201 }, 'TOO_LARGE', ['input', 'retentionMonths']],
    [{ recipients: Array.from({ length: 21 }, String) }, 'TOO_MANY', ['input', 'recipients']],
    [{ ownerId: 'usr_nobody' }, 'NOT_FOUND', ['input', 'ownerId']],
    [{ safeguards: 'x'.repeat(2_001) }, 'TOO_LONG', ['input', 'safeguards']],
  ])('refuses %j', async (input, code, field) => {
    expect(await create(input)).toEqual({ processingActivity: null, userErrors: [{ code, field }] });
  });

  it('is changed by those who may only', async () => {
    const { errors } = await app.execute(app.ctxFor('STEWARD'), CREATE, { input: INPUT });
    expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', permission: 'PRIVACY_MANAGE' });
    const { errors: unread } = await app.execute(app.ctxFor('VIEWER'), LIST, { all: true });
    expect(unread?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', permission: 'SETTINGS_READ' });
  });
});

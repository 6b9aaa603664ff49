import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { mergeReason } from './merge-reason.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => await app.close());

const POLICY = 'version mergeFrom reviewFrom mostMembers runAfterImports confirmed';

async function update(input: object) {
  const { matchPolicyUpdate } = await app.data(
    app.ctxFor(['SETTINGS_WRITE']),
    `mutation ($input: MatchPolicyInput!) { matchPolicyUpdate(input: $input) { matchPolicy { ${POLICY} } userErrors { code field } } }`,
    { input },
  );
  return matchPolicyUpdate;
}

describe('the policy for customers who may be one', () => {
  it('asks people and merges nobody until somebody says so', async () => {
    const { matchPolicy } = await app.data(app.ctxFor('DATA_STEWARD'), `{ matchPolicy { ${POLICY} } }`);
    expect(matchPolicy).toEqual({
      version: 0,
      mergeFrom: null,
      reviewFrom: 0.05,
      mostMembers: 4,
      runAfterImports: true,
      confirmed: false,
    });
  });

  it('refuses what makes no sense, all of it at once, and changes nothing', async () => {
    const refused = await update({ mergeFrom: 0.5, reviewFrom: 0.999, mostMembers: 1 });
    expect(refused).toEqual({
      matchPolicy: null,
      userErrors: [
        { code: 'TOO_SMALL', field: ['input', 'mergeFrom'] },
        { code: 'TOO_LARGE', field: ['input', 'reviewFrom'] },
        { code: 'TOO_SMALL', field: ['input', 'mostMembers'] },
      ],
    });
    expect((await update({ mergeFrom: 0.95, reviewFrom: 0.96 })).userErrors).toEqual([
      { code: 'INVALID', field: ['input', 'reviewFrom'] },
    ]);
  });

  it('is changed in versions, with what was set in the audit log, by those who may set', async () => {
    expect((await update({ mergeFrom: 0.999 })).matchPolicy).toMatchObject({ version: 1, mergeFrom: 0.999 });
    expect((await update({ reviewFrom: 0.2, runAfterImports: false })).matchPolicy).toEqual({
      version: 2,
      mergeFrom: 0.999,
      reviewFrom: 0.2,
      mostMembers: 4,
      runAfterImports: false,
      confirmed: false,
    });
    expect((await update({ mergeFrom: null })).matchPolicy).toMatchObject({ version: 3, mergeFrom: null });
    const entries = await app.services.db.read
      .selectFrom('audit_entry')
      .select('detail')
      .where('action', '=', 'matchPolicy.updated')
      .orderBy('id')
      .execute();
    expect(entries.map(({ detail }) => JSON.parse(detail ?? '{}'))).toEqual([
      { version: 1, mergeFrom: 0.999, reviewFrom: 0.05, mostMembers: 4 },
      { version: 2, mergeFrom: 0.999, reviewFrom: 0.2, mostMembers: 4 },
      { version: 3, mergeFrom: null, reviewFrom: 0.2, mostMembers: 4 },
    ]);
    const { errors } = await app.execute(
      app.ctxFor('DATA_STEWARD'),
      'mutation { matchPolicyUpdate(input: { mergeFrom: 0.95 }) { userErrors { code } } }',
    );
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it('loses no change when two people change it at once', async () => {
    const before = (await update({})).matchPolicy.version;
    const all = await Promise.all([0.1, 0.15, 0.25].map(async (reviewFrom) => await update({ reviewFrom })));
    const taken = all.flatMap(({ matchPolicy }) => (matchPolicy ? [matchPolicy.version] : []));
    const stale = all.flatMap(({ userErrors }) => userErrors);
    expect(taken.length).toBeGreaterThan(0);
    for (const { code } of stale) expect(code).toBe('STALE');
    const { matchPolicy } = await app.data(app.ctxFor('DATA_STEWARD'), '{ matchPolicy { version } }');
    expect(matchPolicy.version).toBe(before + taken.length);
  });
});

it.each([
  ['en', 0.999_63, 'Merged automatically: search of 2026-03-05 16:30, chance 99.96%, policy version 7'],
  ['zh-CN', 0.999_999, '自动合并：2026-03-05 16:30 的查重，可能性 99.99%，规则第 7 版'],
] as const)('says in %s why a merge was done by itself', (locale, chance, text) => {
  const startedAt = Date.UTC(2026, 2, 5, 8, 30);
  expect(mergeReason(locale, 'Asia/Shanghai', { startedAt, chance, policyVersion: 7 })).toBe(text);
});

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { policiesCheck } from './check-policies.ts';

const PUBLISH = /* GraphQL */ `
  mutation ($input: PrivacyPolicyInput!, $key: String) {
    privacyPolicyPublish(input: $input, idempotencyKey: $key) {
      policyVersion {
        id
        number
        note
        texts {
          locale
          title
          body
          digest
        }
      }
      userErrors {
        code
        field
      }
    }
  }
`;
const ALL = /* GraphQL */ `
  query ($first: Int!, $after: String) {
    privacyPolicy {
      number
    }
    privacyPolicyVersions(first: $first, after: $after) {
      nodes {
        number
        publishedBy {
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

let app: TestApp;
let officer: Ctx;
beforeAll(async () => {
  app = await createTestApp();
  officer = app.ctxFor(['PRIVACY_MANAGE']);
});
afterAll(async () => await app.close());

const text = (locale: string, body: string, title = '隐私政策') => ({ locale, title, body });

describe('the privacy policy', () => {
  it('is none until one is published', async () => {
    expect(await app.data(app.ctxFor('VIEWER'), ALL, { first: 2 })).toEqual({
      privacyPolicy: null,
      privacyPolicyVersions: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
    });
  });

  it('is published in its languages, normalised and with a digest that anybody can compute', async () => {
    const input = {
      texts: [text('zh-CN', '  我们如何使用您的数据。\r\n\r\n第二段 '), text('en', 'How we use it.', 'Privacy')],
    };
    const { privacyPolicyPublish } = await app.data(officer, PUBLISH, { input: { ...input, note: '首版' } });
    const digest = (of: string) => createHash('sha256').update(of, 'utf8').digest('hex');
    expect(privacyPolicyPublish).toEqual({
      policyVersion: {
        id: expect.stringMatching(/^pol_/),
        number: 1,
        note: '首版',
        texts: [
          {
            locale: 'zh-CN',
            title: '隐私政策',
            body: '我们如何使用您的数据。\n\n第二段',
            digest: digest('zh-CN\n隐私政策\n\n我们如何使用您的数据。\n\n第二段'),
          },
          { locale: 'en', title: 'Privacy', body: 'How we use it.', digest: digest('en\nPrivacy\n\nHow we use it.') },
        ],
      },
      userErrors: [],
    });
    const { privacyPolicyPublish: again } = await app.data(officer, PUBLISH, { input });
    expect(again).toEqual({ policyVersion: null, userErrors: [{ code: 'ALREADY_DONE', field: ['input', 'texts'] }] });
  });

  it.each([
    [{ texts: [] }, 'REQUIRED', ['input', 'texts']],
    [{ texts: [text('fr', 'x')] }, 'INVALID_CHOICE', ['input', 'texts', '0', 'locale']],
    [{ texts: [text('en', 'x'), text('en', 'y')] }, 'DUPLICATE', ['input', 'texts', '1', 'locale']],
    [{ texts: [text('en', ' \n ')] }, 'REQUIRED', ['input', 'texts', '0', 'body']],
    [{ texts: [text('en', 'x', ' ')] }, 'REQUIRED', ['input', 'texts', '0', 'title']],
    [{ texts: [text('en', 'x'.repeat(60_001))] }, 'TOO_LONG', ['input', 'texts', '0', 'body']],
    [{ texts: [text('en', 'x')], note: 'x'.repeat(501) }, 'TOO_LONG', ['input', 'note']],
  ])('refuses %#', async (input, code, field) => {
    const { privacyPolicyPublish } = await app.data(officer, PUBLISH, { input });
    expect(privacyPolicyPublish).toEqual({ policyVersion: null, userErrors: [{ code, field }] });
    const { count } = await app.services.db.read
      .selectFrom('policy_version')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(Number(count)).toBe(1);
  });

  it('gets a number of its own for each version, also when two are published at once', async () => {
    await Promise.all(
      ['a', 'b', 'c'].map(async (key) => {
        // The same request again is the same version.
        for (const _ of [1, 2]) await app.data(officer, PUBLISH, { input: { texts: [text('en', key)] }, key });
      }),
    );
    const { privacyPolicy, privacyPolicyVersions } = await app.data(officer, ALL, { first: 3 });
    expect(privacyPolicy).toEqual({ number: 4 });
    const { nodes, pageInfo } = privacyPolicyVersions;
    expect(nodes.map(({ number }: { number: number }) => number)).toEqual([4, 3, 2]);
    const rest = await app.data(officer, ALL, { first: 3, after: pageInfo.endCursor });
    expect(rest.privacyPolicyVersions).toEqual({
      nodes: [{ number: 1, publishedBy: null }],
      pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
    });
  });

  it('is published by those who may only, and leaves a trace', async () => {
    const { errors } = await app.execute(app.ctxFor('STEWARD'), PUBLISH, { input: { texts: [text('en', 'mine')] } });
    expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', permission: 'PRIVACY_MANAGE' });
    const entries = await app.services.db.read
      .selectFrom('audit_entry')
      .select(['action', 'fields', 'detail'])
      .orderBy('id')
      .execute();
    expect(entries).toHaveLength(4);
    expect(entries[0]).toEqual({
      action: 'privacyPolicy.published',
      fields: '["zh-CN","en"]',
      detail: expect.stringContaining('"number":1'),
    });
  });

  it('that somebody changes in the database is found', async () => {
    const ctx = app.ctxFor('ADMIN');
    expect(await policiesCheck.run(ctx)).toEqual([]);
    const row = await ctx.db.read
      .selectFrom('policy_version')
      .select('id')
      .where('number', '=', 1)
      .executeTakeFirstOrThrow();
    await ctx.db.transaction(
      async (trx) =>
        await trx
          .updateTable('policy_text')
          .set({ body: 'Nothing is used.' })
          .where('policy_id', '=', row.id)
          .where('locale', '=', 'en')
          .execute(),
    );
    expect(await policiesCheck.run(ctx)).toEqual([
      { level: 'ERROR', message: expect.stringMatching(/^Version 1 of the privacy policy \(en\) is not/) },
    ]);
  });
});

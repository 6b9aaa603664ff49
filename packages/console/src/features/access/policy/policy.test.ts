import { BUILT_IN_POLICY } from '@dossier/shared/access';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  AccessFieldsDocument,
  AccessOverviewDocument,
  AccessPolicyDocument,
  AccessRoleUpdateDocument,
  AccessSignInUpdateDocument,
  UserChoicesDocument,
} from '../../../gql/graphql.ts';
import type {
  AccessPolicyQuery,
  AccessRoleRowFragment,
  Capability,
  DataClass,
  RowScope,
} from '../../../gql/graphql.ts';
import { dialog, typeInto } from '../../../testing/dialog.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import AccessPolicyPage from './AccessPolicyPage.vue';
import AccessPreview from './AccessPreview.vue';
import { roleLines } from './role-lines.ts';

/** A role of the policy that the program comes with, as the API gives it. */
function roleRow(role: AccessRoleRowFragment['role']): AccessRoleRowFragment {
  const { permissions = [], grants = {}, aggregatesOnly = false } = BUILT_IN_POLICY.roles[role] ?? {};
  return {
    __typename: 'AccessRole',
    role,
    permissions: [...permissions],
    aggregatesOnly,
    isChanged: false,
    // The keys of grants are classes and capabilities by their type.
    grants: (Object.entries(grants) as [DataClass, Record<Capability, RowScope[]>][]).flatMap(([dataClass, granted]) =>
      (Object.entries(granted) as [Capability, RowScope[]][]).map(([capability, scopes]) => ({
        __typename: 'AccessGrant' as const,
        dataClass,
        capability,
        scopes: [...scopes],
      })),
    ),
  };
}
const POLICY: AccessPolicyQuery = {
  __typename: 'Query',
  accessPolicy: {
    __typename: 'AccessPolicy',
    breakGlass: [],
    signIn: { __typename: 'SignInRules', secondFactorForAll: false, sessionsAtOnce: 10 },
    version: 3,
    roles: [roleRow('SALES'), roleRow('SECURITY_ADMIN')],
    changes: [
      {
        __typename: 'AccessPolicyChange',
        version: 3,
        at: '2026-11-20T08:00:00.000Z',
        by: '欧阳娜',
        reason: 'Audit of October',
      },
    ],
  },
};

afterEach(() => (document.body.innerHTML = ''));
describe('the lines of a role', () => {
  it('put capabilities for the same customers together, and all ways of asking in one word', () => {
    expect(roleLines(roleRow('SALES'), 'PERSONAL')).toEqual([
      { capabilities: ['READ_MASKED'], scopes: ['POOL'] },
      { capabilities: ['READ_FULL', 'WRITE', 'TELL'], scopes: ['OWN', 'SHARED'] },
    ]);
    expect(roleLines(roleRow('SALES'), 'SENSITIVE')).toEqual([{ capabilities: ['WRITE', 'REVEAL'], scopes: ['OWN'] }]);
    expect(roleLines(roleRow('ANALYST'), 'INTERNAL')).toEqual([
      { capabilities: ['FILTER_EQ', 'FILTER_PREFIX', 'FILTER_RANGE', 'GROUP', 'AGGREGATE'], scopes: ['ALL'] },
    ]);
    expect(roleLines(roleRow('SECURITY_ADMIN'), 'PERSONAL')).toEqual([]);
  });
});

describe('AccessPolicyPage', () => {
  it('shows what was changed, by whom and why', async () => {
    const { page } = await mountPage(AccessPolicyPage, {
      path: '/settings/access?part=changes',
      answers: [answer(AccessPolicyDocument, POLICY)],
    });
    expect(page.findAll('tbody tr').map((row) => row.text())).toEqual([
      expect.stringMatching(/^3.*欧阳娜.*Audit of October$/),
    ]);
  });

  it('does not send what no policy can say, and sends the whole role with the reason', async () => {
    const { page, sent } = await mountPage(AccessPolicyPage, {
      path: '/settings/access',
      answers: [
        answer(AccessPolicyDocument, POLICY),
        answer(AccessRoleUpdateDocument, {
          __typename: 'Mutation',
          accessRoleUpdate: {
            __typename: 'AccessPolicyPayload',
            policy: { __typename: 'AccessPolicy', version: 4 },
            approval: null,
            userErrors: [],
          },
        }),
      ],
    });
    expect(page.text()).toContain('see them in full, enter them, filter, sort, count and search by them');
    await page.find('button[aria-label="Change the role “Sales”"]').trigger('click');
    await settle();
    await typeInto('input[maxlength="500"]', ' for the auditors ');
    const submit = dialog()?.querySelector<HTMLButtonElement>('button[type=submit]');
    expect(submit?.disabled).toBe(false);

    const manage = dialog()?.querySelector<HTMLInputElement>('input[type=checkbox][value=USER_MANAGE]');
    manage?.click();
    await settle();
    expect(dialog()?.textContent).toContain('A role that governs users or the policy cannot know customers.');
    expect(submit?.disabled).toBe(true);
    manage?.click();
    await settle();

    dialog()
      ?.querySelector('form')
      ?.dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
    const { grants, permissions } = roleRow('SALES');
    const variables = sent.find(({ name }) => name === 'AccessRoleUpdate')?.variables as {
      input: { grants: object[]; permissions: string[] };
    };
    expect(variables).toMatchObject({ role: 'SALES', policyVersion: 3, reason: 'for the auditors' });
    expect(variables.input.permissions.toSorted()).toEqual([...permissions].toSorted());
    expect(variables.input.grants).toHaveLength(grants.length);
    expect(variables.input.grants).toEqual(expect.arrayContaining(grants.map(({ __typename, ...grant }) => grant)));
    await vi.waitFor(() => expect(dialog()).toBeNull());
  });
});

describe('the rules of signing in', () => {
  it('are shown, and changed with a reason once something is different', async () => {
    const { page, sent } = await mountPage(AccessPolicyPage, {
      path: '/settings/access?part=signIn',
      answers: [
        answer(AccessPolicyDocument, POLICY),
        answer(AccessSignInUpdateDocument, {
          __typename: 'Mutation',
          accessSignInUpdate: {
            __typename: 'AccessPolicyPayload',
            policy: { __typename: 'AccessPolicy', version: 4 },
            userErrors: [],
          },
        }),
      ],
    });
    expect(page.findAll('dd').map((one) => one.text())).toEqual([
      expect.stringMatching(/^Those whose rights need one must have it; others may\./),
      expect.stringMatching(/^10/),
    ]);
    await page.find('section.card button').trigger('click');
    await settle();
    await typeInto('input[maxlength="500"]', ' the insurer asks for it ');
    const submit = dialog()?.querySelector<HTMLButtonElement>('button[type=submit]');
    expect(submit?.disabled).toBe(true);
    dialog()?.querySelector<HTMLInputElement>('input[role=switch]')?.click();
    await settle();
    expect(submit?.disabled).toBe(false);
    expect(dialog()?.textContent).toContain('can do nothing but set one up');
    dialog()
      ?.querySelector('form')
      ?.dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
    expect(sent.find(({ name }) => name === 'AccessSignInUpdate')?.variables).toEqual({
      policyVersion: 3,
      input: { secondFactorForAll: true, sessionsAtOnce: 10 },
      reason: 'the insurer asks for it',
    });
    await vi.waitFor(() => expect(dialog()).toBeNull());
  });
});

describe('AccessPreview', () => {
  it('says of every field whether somebody sees it, and which grants decide', async () => {
    const reading = (decision: 'FULL' | 'MASKED' | 'HIDDEN', rules: string[]) => ({
      __typename: 'AccessExplanation' as const,
      decision,
      rules,
    });
    const place = (coordinate: string, mask: string | null) => ({
      __typename: 'AccessField' as const,
      coordinate,
      dataClass: 'PERSONAL' as const,
      use: 'read',
      mask,
    });
    const { page, sent } = await mountPage(AccessPreview, {
      answers: [
        answer(AccessFieldsDocument, {
          __typename: 'Query',
          accessPolicy: {
            __typename: 'AccessPolicy',
            version: 0,
            fields: [
              place('Customer.name', 'name'),
              place('Customer.note', null),
              place('ContactPoint.value', 'contact'),
            ],
          },
        }),
        answer(UserChoicesDocument, {
          __typename: 'Query',
          users: [{ __typename: 'User', id: 'usr_1', name: 'Li', status: 'ACTIVE' }],
        }),
        answer(AccessOverviewDocument, {
          __typename: 'Query',
          accessOverview: {
            __typename: 'AccessOverview',
            exists: true,
            classes: [
              {
                __typename: 'AccessOfClass',
                dataClass: 'PERSONAL',
                granted: [],
                reading: reading('MASKED', ['SALES/PERSONAL/READ_MASKED/POOL']),
              },
              { __typename: 'AccessOfClass', dataClass: 'SENSITIVE', granted: [], reading: reading('HIDDEN', []) },
              {
                __typename: 'AccessOfClass',
                dataClass: 'INTERNAL',
                granted: ['EXPORT'],
                reading: reading('FULL', ['SALES/INTERNAL/READ_FULL/POOL']),
              },
            ],
          },
        }),
      ],
    });
    expect(page.find('button[type=submit]').attributes('disabled')).toBeDefined();
    await page.find('.el-select input').trigger('focus');
    await page.find('.el-select__wrapper').trigger('click');
    await settle();
    [...document.body.querySelectorAll<HTMLElement>('.el-select-dropdown__item')]
      .find((one) => one.textContent?.includes('Li'))
      ?.click();
    await settle();
    await page.find('input[maxlength="60"]').setValue(' C2026 ');
    await page.find('form').trigger('submit');
    await settle();
    expect(sent.find(({ name }) => name === 'AccessOverview')?.variables).toEqual({
      userId: 'usr_1',
      customerNumber: 'C2026',
    });
    const seen = Object.fromEntries(
      page.findAll('dl.record > div').map((row) => [row.find('dt').text(), row.find('dd').text()]),
    );
    expect(seen).toMatchObject({
      Name: 'masked',
      Phone: 'masked',
      Note: 'not seen',
      Grade: 'seen',
      Identifier: 'not seen',
    });
    expect(page.text()).toContain('Sales: see them masked (customers of the pool)');
    expect(page.text()).toContain('May also: export');
  });
});

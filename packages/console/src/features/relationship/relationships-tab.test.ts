import { afterEach, describe, expect, it } from 'vitest';
import {
  CustomerRelationshipsDocument,
  RelationshipCreateDocument,
  RelationshipUpdateDocument,
  RelationshipWithdrawDocument,
} from '../../gql/graphql.ts';
import { dialog, dialogButton, typeInto } from '../../testing/dialog.ts';
import { answer, failure, mountPage, settle } from '../../testing/mount-page.ts';
import { acme, ada, found, organisation, person, relationshipRow, relationships } from './relationship.fixture.ts';
import RelationshipsTab from './RelationshipsTab.vue';
import { roleChoices } from './use-relationship-form.ts';

afterEach(() => (document.body.innerHTML = ''));

const props = { customer: acme, canEdit: true };
const inBody = (selector: string): HTMLElement => {
  const one = document.body.querySelector<HTMLElement>(selector);
  if (!one) throw new Error(`no ${selector}`);
  return one;
};

describe('what another customer can be', () => {
  it('depends on the kind, and reads the same from both ends once', () => {
    const keys = (kind: 'PERSON' | 'ORGANISATION') =>
      roleChoices(kind).flatMap(({ roles }) => roles.map(({ key }) => key));
    expect(keys('ORGANISATION')).toContain('EMPLOYEE.from');
    expect(keys('ORGANISATION')).not.toContain('EMPLOYEE.to');
    expect(keys('ORGANISATION').filter((key) => key.startsWith('PARENT_COMPANY'))).toEqual([
      'PARENT_COMPANY.from',
      'PARENT_COMPANY.to',
    ]);
    expect(keys('PERSON').filter((key) => key.startsWith('SPOUSE'))).toEqual(['SPOUSE.from']);
    expect(keys('PERSON')).toContain('EMPLOYEE.to');
    expect(roleChoices('PERSON').map(({ group }) => group)).toEqual(['ROLE', 'FAMILY', 'OTHER']);
  });
});

describe('the relationships of a customer', () => {
  it('are listed in groups, with what the others are to it, names or numbers, and since when', async () => {
    const { page } = await mountPage(RelationshipsTab, {
      props,
      answers: [
        relationships(
          acme.id,
          relationshipRow({ department: 'Purchasing', note: 'wants samples' }),
          relationshipRow({ id: 'rel_2', type: 'CONTACT', from: person(null, 'cus_x'), title: null, validFrom: null }),
          relationshipRow({
            id: 'rel_3',
            type: 'PARENT_COMPANY',
            from: acme,
            to: organisation('Beta'),
            status: 'FUTURE',
          }),
        ),
      ],
    });
    const sections = page.findAll('section').map((one) => one.text());
    expect(sections[0]).toMatch(/Roles\s*2Employee\s*AdaBuyer · Purchasingsince Jan 2, 2024EditEndwants samples/);
    expect(sections[0]).toMatch(/recorded by Wang, .*Contact\s*C260000001Buyer|recorded by Wang/);
    expect(sections[0]).toContain('C260000001');
    expect(sections[1]).toMatch(/Organisation\s*1Subsidiary\s*BetaNot yet begun/);
    expect(page.get('a.name').attributes('href')).toBe('/customers/cus_Ada?tab=relationships');
    expect(page.findAll('nav a').map((one) => one.text())).toEqual(['List', 'Graph', 'Decision chain', 'Organisation']);
  });

  it('offer a person no decision chain, and nothing to change to whom may not', async () => {
    const { page, sent } = await mountPage(RelationshipsTab, {
      props: { customer: ada, canEdit: false },
      path: '/customers/cus_Ada?tab=relationships&view=chain',
      answers: [relationships(ada.id, relationshipRow())],
    });
    expect(page.findAll('nav a').map((one) => one.text())).toEqual(['List', 'Graph']);
    expect(page.text()).toContain('Employer');
    expect(page.findAll('button')).toHaveLength(0);
    await page.get('input[type=checkbox]').setValue(true);
    await settle();
    expect(sent.map(({ variables }) => variables['includeEnded'])).toEqual([false, true]);
  });

  it('say that there are none, and why they cannot be shown', async () => {
    const { page } = await mountPage(RelationshipsTab, { props, answers: [relationships(acme.id)] });
    expect(page.text()).toContain('No present relationships');
    const { page: failed } = await mountPage(RelationshipsTab, {
      props,
      answers: [failure(CustomerRelationshipsDocument, 'FORBIDDEN')],
    });
    expect(failed.text()).toContain('No permission');
  });

  it('are recorded from either end', async () => {
    const { page, sent } = await mountPage(RelationshipsTab, {
      props,
      answers: [
        relationships(acme.id),
        found(ada, acme),
        answer(RelationshipCreateDocument, {
          __typename: 'Mutation',
          relationshipCreate: { __typename: 'RelationshipPayload', relationship: relationshipRow(), userErrors: [] },
        }),
      ],
    });
    await page.get('.tools button').trigger('click');
    await settle();
    expect(dialogButton('primary')?.hasAttribute('disabled')).toBe(true);
    const pick = async (select: number, text: string) => {
      [...document.body.querySelectorAll<HTMLElement>('.el-dialog .el-select__wrapper')][select]?.click();
      await settle();
      const option = [...document.body.querySelectorAll<HTMLElement>('.el-select-dropdown__item')].find((one) =>
        one.textContent?.includes(text),
      );
      if (!option) throw new Error(`no ${text}`);
      option.click();
      await settle();
    };
    await pick(0, 'Employee');
    await pick(1, 'Ada');
    await typeInto('input[aria-label="Title"]', ' Buyer ');
    dialogButton('primary')?.click();
    await settle();
    const created = sent.find(({ name }) => name === 'RelationshipCreate')?.variables;
    expect(created?.['input']).toEqual({
      type: 'EMPLOYEE',
      fromId: ada.id,
      toId: acme.id,
      title: 'Buyer',
      department: null,
      note: null,
      validFrom: null,
      validTo: null,
    });
    expect(created?.['idempotencyKey']).toMatch(/^[\da-f-]{36}$/);
    expect(dialog()).toBeNull();
    expect(sent.filter(({ name }) => name === 'CustomerRelationships')).toHaveLength(2);
  });

  it('are changed only in what is other than it was, and say why not', async () => {
    const { page, sent } = await mountPage(RelationshipsTab, {
      props,
      answers: [
        relationships(acme.id, relationshipRow({ title: null })),
        answer(RelationshipUpdateDocument, {
          __typename: 'Mutation',
          relationshipUpdate: {
            __typename: 'RelationshipPayload',
            relationship: null,
            userErrors: [{ __typename: 'UserError', code: 'STALE', field: ['version'], message: 'Changed meanwhile.' }],
          },
        }),
      ],
    });
    await page.get('[aria-label="Change the relationship with Ada"]').trigger('click');
    await settle();
    await typeInto('textarea', 'new');
    dialogButton('primary')?.click();
    await settle();
    expect(sent.at(-1)?.variables).toEqual({ id: 'rel_1', version: 'v1', input: { note: 'new' } });
    expect(dialog()?.textContent).toContain('Changed meanwhile.');
  });

  it('are taken back for a reason', async () => {
    const { page, sent } = await mountPage(RelationshipsTab, {
      props,
      answers: [
        relationships(acme.id, relationshipRow()),
        answer(RelationshipWithdrawDocument, {
          __typename: 'Mutation',
          relationshipWithdraw: { __typename: 'RelationshipPayload', relationship: relationshipRow(), userErrors: [] },
        }),
      ],
    });
    await page.get('[aria-label="End the relationship with Ada"]').trigger('click');
    await settle();
    expect(dialogButton('primary')?.hasAttribute('disabled')).toBe(true);
    inBody('.el-dialog input[value=never]').click();
    await settle();
    await typeInto('input[aria-label="Why it is taken back"]', 'another Ada');
    dialogButton('primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'RelationshipWithdraw')?.variables).toEqual({
      id: 'rel_1',
      version: 'v1',
      reason: 'another Ada',
    });
    expect(dialog()).toBeNull();
  });
});

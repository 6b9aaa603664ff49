import '../../../testing/cheap-to-string.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CodeListsDocument,
  CustomerCreateDocument,
  CustomerDuplicatesDocument,
  CustomerRecordDocument,
  CustomerUpdateDocument,
  OwnerChoicesDocument,
  SourceChoicesDocument,
  TagChoicesDocument,
} from '../../../gql/graphql.ts';
import type { CustomerCreateMutation, CustomerUpdateMutation } from '../../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import { DRAFT_KEY } from '../../../testing/session.fixture.ts';
import type { Answer, MountedPage } from '../../../testing/mount-page.ts';
import { customerRecord } from '../customer.fixture.ts';
import CustomerForm from './CustomerForm.vue';
import { draftOf } from './draft.ts';
import { storeDraft } from './draft-storage.ts';

const base: Answer[] = [
  answer(CodeListsDocument, { __typename: 'Query', codeLists: [] }),
  answer(TagChoicesDocument, { __typename: 'Query', tags: [] }),
  answer(SourceChoicesDocument, { __typename: 'Query', sources: [] }),
  answer(OwnerChoicesDocument, { __typename: 'Query', users: [] }),
  answer(CustomerDuplicatesDocument, { __typename: 'Query', customerDuplicates: [], customerMatches: null }),
];
const field = ({ page }: MountedPage, path: string) => page.get(`[data-path="${path}"]`);
async function save({ page }: MountedPage): Promise<void> {
  await page.get('form').trigger('submit');
  await settle();
}
const sentAs = ({ sent }: MountedPage, name: string) => sent.findLast((one) => one.name === name)?.variables;

vi.setConfig({ testTimeout: 30_000 });
beforeEach(() => localStorage.clear());
afterEach(() => {
  vi.useRealTimers();
  document.body.innerHTML = '';
});

describe('CustomerForm for a new customer', () => {
  it('shows what is wrong at the field before anything is sent, then creates', async () => {
    const mounted = await mountPage(CustomerForm, {
      answers: [
        ...base,
        answer(CustomerCreateDocument, {
          __typename: 'Mutation',
          customerCreate: { __typename: 'CustomerPayload', customer: customerRecord(), userErrors: [] },
        }),
      ],
    });
    await field(mounted, 'contactPoints.0.value').get('input').setValue('123');
    await save(mounted);
    // Element Plus shows a refusal a moment later.
    await vi.waitFor(() => expect(field(mounted, 'name').text()).toContain('This field is required.'));
    await vi.waitFor(() =>
      expect(field(mounted, 'contactPoints.0.value').text()).toContain('The phone number has too few digits.'),
    );
    expect(sentAs(mounted, 'CustomerCreate')).toBeUndefined();

    await field(mounted, 'name').get('input').setValue('张伟');
    await field(mounted, 'contactPoints.0.value').get('input').setValue('13800138000');
    await save(mounted);
    expect(sentAs(mounted, 'CustomerCreate')).toMatchObject({
      input: {
        kind: 'PERSON',
        name: '张伟',
        contactPoints: [{ type: 'PHONE', value: '13800138000', isPrimary: true }],
      },
    });
    expect(mounted.router.currentRoute.value.path).toBe('/customers/cus_1');
    expect(Object.keys(localStorage).filter((key) => key.includes('draft'))).toEqual([]);
  });

  it('puts the server’s refusals at their fields', async () => {
    const refused: CustomerCreateMutation['customerCreate']['userErrors'][number] = {
      __typename: 'UserError',
      code: 'TAKEN',
      field: ['input', 'externalId'],
      message: 'Already taken.',
    };
    const mounted = await mountPage(CustomerForm, {
      answers: [
        ...base,
        answer(CustomerCreateDocument, {
          __typename: 'Mutation',
          customerCreate: { __typename: 'CustomerPayload', customer: null, userErrors: [refused] },
        }),
      ],
    });
    await field(mounted, 'name').get('input').setValue('张伟');
    await save(mounted);
    await vi.waitFor(() => expect(field(mounted, 'externalId').text()).toContain('Already taken.'));
  });

  it('keeps what is typed through leaving, and lets it be thrown away', async () => {
    const first = await mountPage(CustomerForm, { answers: base });
    await field(first, 'name').get('input').setValue('欧阳振华');
    first.page.unmount();
    const again = await mountPage(CustomerForm, { answers: base });
    expect(field(again, 'name').get('input').element.value).toBe('欧阳振华');
    expect(again.page.text()).toContain('Restored what was typed');
    await again.page.get('.notice .is-link').trigger('click');
    expect(field(again, 'name').get('input').element.value).toBe('');
  });

  it('warns of customers who may be the same: the likeliest first, and why', async () => {
    const known = (id: string, name: string) => ({
      __typename: 'Customer' as const,
      id,
      number: id.toUpperCase(),
      name,
      visibility: 'FULL' as const,
      kind: 'PERSON' as const,
      province: null,
      city: null,
      primaryPhone: null,
    });
    const said = (field: 'GIVEN_NAME' | 'BIRTH_DATE' | 'EMAIL' | 'RELATED', level: string, weight: number) => ({
      __typename: 'MatchFieldWeight' as const,
      field,
      level,
      weight,
    });
    const mounted = await mountPage(CustomerForm, {
      answers: [
        ...base,
        answer(CustomerDuplicatesDocument, {
          __typename: 'Query',
          customerDuplicates: [
            {
              __typename: 'DuplicateCandidate',
              reasons: [{ __typename: 'DuplicateReason', field: 'PHONE', value: '+8613800138000' }],
              customer: known('cus_9', '张伟'),
            },
          ],
          customerMatches: [
            {
              __typename: 'CustomerMatch',
              probability: 0.973,
              fields: [
                said('GIVEN_NAME', 'SAME', 4),
                said('BIRTH_DATE', 'EXACT', 9),
                said('EMAIL', 'DIFFERENT', -2),
                said('RELATED', 'HOUSEHOLD', -3),
              ],
              customer: known('cus_8', '章伟'),
            },
          ],
        }),
      ],
    });
    await field(mounted, 'name').get('input').setValue('张伟');
    await vi.waitFor(() => expect(mounted.page.text()).toContain('This customer may exist already (2)'), 3_000);
    const [likely, exact] = mounted.page.findAll('.el-alert li');
    expect(likely?.text()).toBe('章伟CUS_897.3% likely the sameAlike: Birth date · Given name');
    expect(exact?.text()).toBe('张伟CUS_9Same: Phone 138 0013 8000');
    expect(mounted.page.findAll('.el-alert a').map((link) => link.attributes('href'))).toEqual([
      '/customers/cus_8',
      '/customers/cus_9',
    ]);
  });
});

describe('CustomerForm for a customer there is', () => {
  it('shows what others changed meanwhile, applies what was typed again, and saves it', async () => {
    const fresh = customerRecord({ version: 'v2', grade: 'A', employer: '新单位' });
    const stale: CustomerUpdateMutation['customerUpdate'] = {
      __typename: 'CustomerPayload',
      customer: null,
      userErrors: [{ __typename: 'UserError', code: 'STALE', field: ['version'], message: 'Changed meanwhile.' }],
    };
    const mounted = await mountPage(CustomerForm, {
      props: { customer: customerRecord() },
      answers: [
        ...base,
        answer(CustomerRecordDocument, { __typename: 'Query', customer: fresh }),
        answer(CustomerUpdateDocument, ({ version }) => ({
          __typename: 'Mutation',
          customerUpdate: version === 'v1' ? stale : { __typename: 'CustomerPayload', customer: fresh, userErrors: [] },
        })),
      ],
    });
    await field(mounted, 'employer').get('input').setValue('我的单位');
    await field(mounted, 'jobTitle').get('input').setValue('经理');
    await save(mounted);
    const dialog = document.body.querySelector('.el-dialog');
    const rows = [...(dialog?.querySelectorAll('tbody tr') ?? [])].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    );
    expect(rows).toEqual([
      ['Employer', '东方贸易', '新单位', '我的单位'],
      ['Grade', 'B', 'A', '—'],
    ]);
    dialog?.querySelector<HTMLElement>('.el-button--primary')?.click();
    await settle();
    expect(field(mounted, 'jobTitle').get('input').element.value).toBe('经理');
    await save(mounted);
    expect(sentAs(mounted, 'CustomerUpdate')).toEqual({
      id: 'cus_1',
      version: 'v2',
      input: { employer: '我的单位', jobTitle: '经理' },
    });
  });

  it('takes up a draft begun on an older state, so that saving finds out', async () => {
    const old = draftOf(customerRecord());
    storeDraft({ id: 'usr_1', key: DRAFT_KEY }, 'cus_1', {
      draft: { ...old, note: 'x' },
      base: old,
      version: 'v0',
      savedAt: Date.now(),
    });
    const mounted = await mountPage(CustomerForm, {
      props: { customer: customerRecord() },
      answers: [
        ...base,
        answer(CustomerUpdateDocument, {
          __typename: 'Mutation',
          customerUpdate: { __typename: 'CustomerPayload', customer: customerRecord(), userErrors: [] },
        }),
      ],
    });
    await save(mounted);
    expect(sentAs(mounted, 'CustomerUpdate')).toEqual({ id: 'cus_1', version: 'v0', input: { note: 'x' } });
  });

  it('saves by Ctrl+S, and asks before Esc loses something', async () => {
    const mounted = await mountPage(CustomerForm, {
      props: { customer: customerRecord() },
      answers: [
        ...base,
        answer(CustomerUpdateDocument, {
          __typename: 'Mutation',
          customerUpdate: { __typename: 'CustomerPayload', customer: null, userErrors: [] },
        }),
      ],
    });
    await field(mounted, 'jobTitle').get('input').setValue('经理');
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 's', ctrlKey: true, bubbles: true }));
    await settle();
    expect(sentAs(mounted, 'CustomerUpdate')).toMatchObject({ input: { jobTitle: '经理' } });
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await settle();
    expect(document.body.querySelector('.el-message-box')?.textContent).toContain('Discard changes?');
    expect(mounted.router.currentRoute.value.path).toBe('/');
  });
});

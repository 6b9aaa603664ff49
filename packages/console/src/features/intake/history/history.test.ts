import { afterEach, describe, expect, it } from 'vitest';
import {
  ExportsDocument,
  ImportDiscardDocument,
  ImportsDocument,
  ImportTemplateDeleteDocument,
  ImportTemplatesDocument,
} from '../../../gql/graphql.ts';
import type { ExportRowFragment, ImportsQuery, TemplateRowFragment } from '../../../gql/graphql.ts';
import { answer, failure, mountPage, settle } from '../../../testing/mount-page.ts';
import ExportsPage from '../exports/ExportsPage.vue';
import { countsFixture } from '../wizard/import.fixture.ts';
import ImportsPage from './ImportsPage.vue';
import TemplatesPage from './TemplatesPage.vue';

const imports = (nodes: ImportsQuery['imports']['nodes']): ImportsQuery => ({
  __typename: 'Query',
  imports: {
    __typename: 'ImportConnection',
    nodes,
    pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
  },
});
const row: ImportsQuery['imports']['nodes'][number] = {
  __typename: 'Import',
  id: 'imp_1',
  state: 'DONE',
  kind: 'CUSTOMERS',
  createdAt: '2026-11-01T00:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  problem: null,
  source: null,
  file: { __typename: 'UploadedFile', id: 'fil_1', name: '客户.csv', size: '2048' },
  createdBy: null,
  viewerCan: { __typename: 'ImportActions', discard: false },
  counts: countsFixture({ read: 541_909, created: 541_900, rejected: 9 }),
  progress: null,
};
const exported = (changed: Partial<ExportRowFragment>): ExportRowFragment => ({
  __typename: 'Export',
  id: 'exp_1',
  format: 'CSV',
  state: 'DONE',
  rows: 40,
  progress: 1,
  fileName: 'customers.csv',
  fileSize: '2048',
  downloadUrl: '/api/exports/exp_1/file',
  createdAt: '2026-11-01T00:00:00.000Z',
  finishedAt: '2026-11-01T00:01:00.000Z',
  problem: null,
  approval: null,
  createdBy: null,
  ...changed,
});

afterEach(() => (document.body.innerHTML = ''));

describe('ImportsPage', () => {
  it('says what each import did', async () => {
    const { page } = await mountPage(ImportsPage, { answers: [answer(ImportsDocument, imports([row]))] });
    expect(page.get('tbody').text()).toContain('541,909 rows · Created 541,900 · Rejected 9');
    expect(page.get('tbody a').attributes('href')).toBe('/imports/imp_1');
  });

  it('filters by state through the URL', async () => {
    const { page, sent } = await mountPage(ImportsPage, {
      path: '/imports?state=stopped',
      answers: [answer(ImportsDocument, imports([]))],
    });
    expect(sent[0]?.variables).toEqual({ first: 50, state: ['CANCELLED', 'FAILED'] });
    expect(page.text()).toContain('No imports in this state');
  });

  it('discards what was never run, after asking', async () => {
    const draft = { ...row, id: 'imp_2', state: 'DRAFT' as const, counts: null };
    const { page, sent } = await mountPage(ImportsPage, {
      answers: [
        answer(
          ImportsDocument,
          imports([row, { ...draft, viewerCan: { __typename: 'ImportActions', discard: true } }]),
        ),
        answer(ImportDiscardDocument, {
          __typename: 'Mutation',
          importDiscard: { __typename: 'ImportPayload', userErrors: [] },
        }),
      ],
    });
    const buttons = page.findAll('tbody button');
    expect(buttons.map((one) => one.attributes('aria-label'))).toEqual(['Discard 客户.csv']);
    await buttons[0]?.trigger('click');
    await settle();
    expect(document.querySelector('.el-dialog')?.textContent).toContain('0 customers change');
    expect(sent.some(({ name }) => name === 'ImportDiscard')).toBe(false);
    document.querySelector<HTMLButtonElement>('.el-dialog .el-button--danger')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'ImportDiscard')?.variables).toEqual({ id: 'imp_2' });
    expect(sent.at(-1)?.name).toBe('Imports');
  });

  it('says which right is missing', async () => {
    const { page } = await mountPage(ImportsPage, {
      answers: [failure(ImportsDocument, 'FORBIDDEN', { permission: 'IMPORT_RUN' })],
    });
    expect(page.text()).toContain('This needs the right to run imports.');
  });
});

describe('TemplatesPage', () => {
  it('deletes a template after asking', async () => {
    const template: TemplateRowFragment = {
      __typename: 'ImportTemplate',
      id: 'tpl_1',
      name: 'Monthly export',
      kind: 'CUSTOMERS',
      rowShape: 'PERSON',
      mode: 'CREATE_AND_UPDATE',
      updatedAt: '2026-11-01T00:00:00.000Z',
      source: null,
      mapping: [{ __typename: 'ColumnMapping', column: '姓名', target: 'NAME' }],
    };
    const { page, sent } = await mountPage(TemplatesPage, {
      answers: [
        answer(ImportTemplatesDocument, { __typename: 'Query', importTemplates: [template] }),
        answer(ImportTemplateDeleteDocument, {
          __typename: 'Mutation',
          importTemplateDelete: { __typename: 'DonePayload', done: true, userErrors: [] },
        }),
      ],
    });
    expect(page.text()).toContain('1 of 1 columns have a meaning');
    await page.get('.el-button--danger').trigger('click');
    await settle();
    expect(sent.some(({ name }) => name === 'ImportTemplateDelete')).toBe(false);
    document.querySelector<HTMLButtonElement>('.el-dialog .el-button--danger')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'ImportTemplateDelete')?.variables).toEqual({ id: 'tpl_1' });
  });
});

describe('ExportsPage', () => {
  it('offers files that are there, and says which are not any more', async () => {
    const { page } = await mountPage(ExportsPage, {
      answers: [
        answer(ExportsDocument, {
          __typename: 'Query',
          exports: [exported({}), exported({ id: 'exp_2', fileName: 'old.csv', downloadUrl: null })],
        }),
      ],
    });
    expect(page.findAll('a[download]').map((link) => link.attributes('href'))).toEqual(['/api/exports/exp_1/file']);
    expect(page.findAll('tbody tr')[1]?.text()).toContain('Expired');
  });
});

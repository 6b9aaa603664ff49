import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  ImportChangedDocument,
  ImportDocument,
  ImportKeptByOthersDocument,
  ImportPreviewDocument,
  ImportPurgeDocument,
  ImportRejectedRowsDocument,
  ImportSamplesDocument,
  ImportStartDocument,
  ImportUndoDocument,
} from '../../../gql/graphql.ts';
import type { ImportQuery, ImportRejectedRowsQuery, ImportState, ImportStatusFragment } from '../../../gql/graphql.ts';
import { unsentParameters } from '../../../platform/unsent.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import type { Answer, MountedPage, MountOptions } from '../../../testing/mount-page.ts';
import ImportPage from '../wizard/ImportPage.vue';
import { actionsFixture, countsFixture, importFixture, previewFixture } from '../wizard/import.fixture.ts';

const counts = countsFixture({ read: 12_530, created: 9_120, updated: 3_201, unchanged: 87, rejected: 122 });
const progress = {
  __typename: 'ImportProgress',
  phase: 'RUN',
  rows: 4_000,
  totalRows: 12_530,
  rowsPerSecond: 2_000,
  secondsLeft: 75,
  percent: 31.9,
} as const;

function status(state: ImportState, changed: Partial<ImportStatusFragment> = {}): ImportStatusFragment {
  const run = importFixture(state).import;
  if (!run) throw new Error('the fixture has an import');
  return { ...run, ...changed };
}
async function open(data: ImportQuery, answers: Answer[] = [], options: MountOptions = {}): Promise<MountedPage> {
  return mountPage(ImportPage, {
    props: { id: 'imp_1' },
    path: '/imports/imp_1',
    answers: [answer(ImportDocument, data), ...answers],
    ...options,
  });
}
const rejected = answer(ImportRejectedRowsDocument, ({ after }): ImportRejectedRowsQuery => ({
  __typename: 'Query',
  import: {
    __typename: 'Import',
    id: 'imp_1',
    rejectedRows: {
      __typename: 'RejectedRowConnection',
      totalCount: 122,
      pageInfo: { __typename: 'PageInfo', hasNextPage: !after, endCursor: after ? 'c2' : 'c1' },
      nodes: [
        {
          __typename: 'RejectedRow',
          row: after ? 99 : 12,
          column: '电话',
          code: 'PHONE_TOO_SHORT',
          message: 'Too few digits.',
          cells: ['张伟', '1'],
        },
      ],
    },
  },
}));
const buttons = (): string[] =>
  [...document.querySelectorAll('#step-actions .el-button')].map((one) => one.textContent?.trim() ?? '');
function press(text: string): void {
  const found = [...document.querySelectorAll<HTMLButtonElement>('.el-button')].filter(
    (one) => one.textContent?.trim() === text,
  );
  found.at(-1)?.click();
}

// The first mount of the whole wizard loads much.
vi.setConfig({ testTimeout: 20_000 });
afterEach(() => (document.body.innerHTML = ''));

describe('a dry run', () => {
  const samples = answer(ImportSamplesDocument, {
    __typename: 'Query',
    import: {
      __typename: 'Import',
      id: 'imp_1',
      dryRunSamples: [
        { __typename: 'ImportSample', outcome: 'created', row: 4, changes: ['birth_date: 1985-03-02'], customer: null },
      ],
    },
  });
  const done = importFixture('DRY_RUN_DONE', { dryRun: counts, viewerCan: actionsFixture(['start', 'dryRun']) });

  it.each([
    ['en', 'Import 12,408 rows: create 9,120, update 3,201'],
    ['zh-CN', '导入 12,408 行：新建 9,120，更新 3,201'],
  ] as const)('says on the start button what happens next (%s)', async (locale, text) => {
    await open(done, [samples], { locale });
    expect(buttons().at(-1)).toBe(text);
  });

  it('names the fields that would change in the user’s words', async () => {
    const { page } = await open(done, [samples]);
    expect(page.text()).toContain('Birth date: Mar 2, 1985');
  });

  it('starts the import, which then shows that it is queued', async () => {
    const { page, sent, router } = await open(done, [
      samples,
      answer(ImportStartDocument, {
        __typename: 'Mutation',
        importStart: { __typename: 'ImportPayload', import: status('QUEUED', { version: 'v2' }), userErrors: [] },
      }),
    ]);
    press('Import 12,408 rows: create 9,120, update 3,201');
    await settle();
    expect(sent.some(({ name }) => name === 'ImportStart')).toBe(true);
    expect(page.text()).toContain('Queued, about to begin');
    expect(router.currentRoute.value.path).toBe('/imports/imp_1');
  });

  it('that found nothing to import cannot be started', async () => {
    const none = countsFixture({ read: 3, rejected: 3 });
    await open(importFixture('DRY_RUN_DONE', { dryRun: none, viewerCan: actionsFixture(['start']) }), [samples]);
    expect(buttons().at(-1)).toBe('There are no rows to import');
    expect(document.querySelector<HTMLButtonElement>('#step-actions .start')?.disabled).toBe(true);
  });
});

describe('a draft that is not complete', () => {
  it('says what is missing in the user’s words, and cannot begin', async () => {
    const problem = { __typename: 'UserError', code: 'REQUIRED' } as const;
    const problems = [
      { ...problem, field: ['sourceId'], message: 'This field is required.' },
      { ...problem, field: ['mapping'], message: 'The mapping lacks “ORDER_TIME”.' },
    ];
    const { page } = await open(
      importFixture('DRAFT', { viewerCan: actionsFixture(['start', 'dryRun']) }),
      [answer(ImportPreviewDocument, previewFixture({}, problems))],
      { props: { id: 'imp_1', step: 'dry-run' } },
    );
    expect(page.get('.problem-list').text()).toContain('Source: This field is required.');
    expect(page.get('.problem-list').text()).toContain('The mapping lacks “Order time”.');
    expect(
      [...document.querySelectorAll<HTMLButtonElement>('#step-actions button')].map((one) => one.disabled),
    ).toEqual([true, true]);
  });
});

describe('a running import', () => {
  it('follows what the subscription tells', async () => {
    const { page } = await open(
      importFixture('RUNNING', { counts: countsFixture(), viewerCan: actionsFixture(['pause']) }),
      [
        answer(ImportChangedDocument, {
          importChanged: status('RUNNING', {
            version: 'v2',
            viewerCan: actionsFixture(['pause']),
            counts: countsFixture({ read: 4_000, created: 4_000 }),
            progress,
          }),
        }),
      ],
    );
    expect(page.get('.facts').text()).toBe('4,000 of 12,530 rows · 2,000 rows per second · 1 min 15 sec left');
    expect(page.get('.run-progress').text()).toContain('Pause');
  });

  it('says that it goes on when no news can be had', async () => {
    const { page } = await open(importFixture('RUNNING'));
    expect(page.text()).toContain('No news for the moment; the import goes on at the server.');
  });
});

describe('a finished import', () => {
  const done = importFixture('DONE', { counts, viewerCan: actionsFixture(['undo']) });

  it('shows that its rows add up, and leads to its customers', async () => {
    const { page, router } = await open(done, [rejected]);
    expect(page.get('.reconciled-line').text()).toBe(
      'It adds up: 12,530 read = 9,120 created + 3,201 updated + 87 unchanged + 122 rejected',
    );
    press('See the customers of this import');
    await settle();
    expect(JSON.parse(unsentParameters(router.currentRoute.value.hash).get('filter') ?? '')).toEqual({
      importId: { eq: 'imp_1' },
    });
  });

  it('raises its voice when they do not', async () => {
    const { page } = await open(importFixture('DONE', { counts: { ...counts, reconciled: false } }), [rejected]);
    expect(page.get('.reconciled-line[role=alert]').text()).toContain('Tell your administrator.');
  });

  it('lists rejected rows page by page, and has them as a file', async () => {
    const { page } = await open(done, [rejected]);
    expect(page.get('a[download]').attributes('href')).toBe('/api/imports/imp_1/rejected.csv');
    press('Load more');
    await settle();
    expect(page.findAll('.rows tbody tr').map((row) => row.get('td').text())).toEqual(['12', '99']);
  });

  it('is undone only after its consequences were shown in numbers', async () => {
    const { page, sent } = await open(done, [
      rejected,
      answer(ImportUndoDocument, {
        __typename: 'Mutation',
        importUndo: {
          __typename: 'ImportPayload',
          import: status('UNDOING', { version: 'v2', counts }),
          userErrors: [],
        },
      }),
    ]);
    press('Undo the import');
    await settle();
    expect(document.querySelector('.consequence')?.textContent).toBe(
      'Customers it created are withdrawn: 9,120. Customers it updated get their earlier values back: 3,201.',
    );
    expect(sent.some(({ name }) => name === 'ImportUndo')).toBe(false);
    press('Undo the import');
    await settle();
    expect(sent.some(({ name }) => name === 'ImportUndo')).toBe(true);
    expect(page.get('.run-progress h2').text()).toBe('Undoing');
  });
});

describe('an undone import', () => {
  const kept = answer(ImportKeptByOthersDocument, {
    __typename: 'Query',
    import: {
      __typename: 'Import',
      id: 'imp_1',
      keptByOthers: [{ __typename: 'Customer', id: 'cus_1', number: 'C1', name: '张伟' }],
    },
  });

  it('lists who stayed, and is purged only when that is understood', async () => {
    const undone = importFixture('UNDONE', { counts, viewerCan: actionsFixture(['redo', 'purge']) });
    const { page, sent } = await open(undone, [
      rejected,
      kept,
      answer(ImportPurgeDocument, {
        __typename: 'Mutation',
        importPurge: {
          __typename: 'ImportPayload',
          import: status('UNDONE', { version: 'v2', counts }),
          userErrors: [],
        },
      }),
    ]);
    expect(page.get('a[href="/customers/cus_1"]').text()).toBe('张伟');
    press('Purge for good');
    await settle();
    press('Purge for good');
    await settle();
    expect(sent.some(({ name }) => name === 'ImportPurge')).toBe(false);
    expect(document.querySelector('.el-dialog .el-button--danger')).toHaveProperty('disabled', true);
    document.querySelector<HTMLInputElement>('.el-dialog input[type=checkbox]')?.click();
    await settle();
    press('Purge for good');
    await settle();
    expect(sent.some(({ name }) => name === 'ImportPurge')).toBe(true);
    expect(page.get('.run-progress h2').text()).toBe('Purging');
  });

  it('says which right a purge needs', async () => {
    const undone = importFixture('UNDONE', { counts, viewerCan: actionsFixture(['redo']) });
    const { page } = await open(undone, [rejected, kept], { permissions: ['IMPORT_RUN', 'CUSTOMER_READ'] });
    expect(page.text()).toContain('Purging needs the right to purge imports.');
    expect(buttons()).toEqual(['Restore the import']);
  });
});

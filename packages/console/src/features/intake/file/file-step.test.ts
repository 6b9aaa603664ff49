import { afterEach, describe, expect, it, vi } from 'vitest';
import { FilePreviewDocument, ImportDocument, ImportSetupDocument } from '../../../gql/graphql.ts';
import type { FileDetectedFragment, FilePreviewQuery, FilePreviewQueryVariables } from '../../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import type { MountedPage } from '../../../testing/mount-page.ts';
import ImportPage from '../wizard/ImportPage.vue';
import { importFixture } from '../wizard/import.fixture.ts';
import { confirmed, questionsOf } from './file-settings.ts';

const detection: FileDetectedFragment = {
  __typename: 'FileDetection',
  container: 'CSV',
  encoding: 'gb18030',
  encodingConfidence: 0.7,
  delimiter: ',',
  quote: '"',
  escape: 'doubled',
  lineEnd: 'LF',
  dialectConfidence: 0.9,
  headerRow: 3,
  firstRow: 4,
  lastRow: null,
  footerRows: 2,
  sheet: null,
  sheets: [],
  asks: ['header', 'table', 'footer'],
  columns: ['姓名', '电话'],
  estimatedRows: 120,
};
/** As the server: what a person decided is asked no more. */
const preview = ({ settings }: FilePreviewQueryVariables): FilePreviewQuery => ({
  __typename: 'Query',
  uploadedFile: {
    __typename: 'UploadedFile',
    id: 'fil_1',
    preview: {
      __typename: 'FilePreview',
      columns: ['姓名', '电话'],
      rows: [['张伟', '13800138000']],
      notes: [['合计 120 人']],
      rejected: [],
      detection: {
        ...detection,
        headerRow: settings?.noHeader ? null : 3,
        asks: [
          ...(settings?.noHeader || settings?.headerRow ? [] : ['header', 'table']),
          ...(typeof settings?.footerRows === 'number' ? [] : ['footer']),
        ],
      },
    },
  },
});

async function open(): Promise<MountedPage> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  return mountPage(ImportPage, {
    props: { id: 'imp_1', step: 'file' },
    path: '/imports/imp_1/file',
    answers: [
      answer(ImportDocument, importFixture('DRAFT')),
      answer(FilePreviewDocument, preview),
      answer(ImportSetupDocument, {
        __typename: 'Mutation',
        importSetup: { __typename: 'ImportPayload', import: null, userErrors: [] },
      }),
    ],
  });
}
async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
  await settle();
}
const next = (): HTMLButtonElement | null => document.querySelector('#step-actions .el-button--primary');
const asked = ({ page }: MountedPage): (string | undefined)[] =>
  page.findAll('[data-question]').map((one) => one.attributes('data-question'));

// The first mount of the whole wizard loads much.
vi.setConfig({ testTimeout: 20_000 });
afterEach(() => {
  vi.useRealTimers();
  document.body.innerHTML = '';
});

describe('questions about a file', () => {
  it('come first, and keep from going on until they are answered', async () => {
    const mounted = await open();
    expect(asked(mounted)).toEqual(['header', 'footer']);
    expect(mounted.page.text()).toContain('We think that row 3 names the columns.');
    expect(mounted.page.text()).toContain('合计 120 人');
    expect(next()?.disabled).toBe(true);
  });

  it('are answered by decisions, previewed at once and saved together', async () => {
    const mounted = await open();
    await mounted.page.get('[data-question=header] .el-button--primary').trigger('click');
    await pass(200);
    expect(asked(mounted)).toEqual(['footer']);
    await mounted.page.get('[data-question=footer] .el-button--primary').trigger('click');
    await pass(800);
    expect(asked(mounted)).toEqual([]);
    expect(next()?.disabled).toBe(false);
    const saved = mounted.sent.filter(({ name }) => name === 'ImportSetup');
    expect(saved.map(({ variables }) => variables)).toEqual([
      { id: 'imp_1', version: 'v1', setup: { fileSettings: { headerRow: 3, firstRow: 4, footerRows: 2 } } },
    ]);
  });

  it('take no for an answer', async () => {
    const mounted = await open();
    await mounted.page.findAll('[data-question=header] .el-button')[1]?.trigger('click');
    await pass(700);
    expect(mounted.sent.findLast(({ name }) => name === 'ImportSetup')?.variables['setup']).toEqual({
      fileSettings: { noHeader: true },
    });
  });
});

describe('decisions', () => {
  it('leave where the table begins to where the header stands', () =>
    expect(questionsOf({ asks: ['table', 'header', 'somethingNew'] })).toEqual(['header']));

  it.each([
    ['encoding', { encoding: 'gb18030' }],
    ['delimiter', { delimiter: ',' }],
    ['footer', { footerRows: 2 }],
    ['table', { headerRow: 3, firstRow: 4 }],
  ] as const)('confirm %s', (question, decision) => expect(confirmed(question, detection)).toEqual(decision));

  it('confirm that there is no header', () =>
    expect(confirmed('header', { ...detection, headerRow: null })).toEqual({ noHeader: true, firstRow: 4 }));
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ImportCreateDocument, UploadedFileDocument } from '../../../gql/graphql.ts';
import type { UploadedFileQuery } from '../../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import type { MountedPage } from '../../../testing/mount-page.ts';
import { isSourceCode, toSourceCode } from '../meaning/source-code.ts';
import { importFixture } from '../wizard/import.fixture.ts';
import DropZone from './DropZone.vue';
import NewImportPage from './NewImportPage.vue';

/** The browser's request as far as an upload uses it; the test plays the server. */
class Request extends EventTarget {
  static last: Request | undefined;
  readonly upload = new EventTarget();
  readonly headers: Record<string, string> = {};
  status = 0;
  responseText = '';
  sent: unknown;
  constructor() {
    super();
    Request.last = this;
  }
  open(): void {}
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  send(body: unknown): void {
    this.sent = body;
  }
  abort(): void {
    this.dispatchEvent(new Event('abort'));
  }
  progress(loaded: number): void {
    this.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded }));
  }
  answer(status: number, body: object): void {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.dispatchEvent(new Event('load'));
  }
}

function uploaded(changed: Partial<NonNullable<UploadedFileQuery['uploadedFile']>> = {}): UploadedFileQuery {
  return {
    __typename: 'Query',
    uploadedFile: {
      __typename: 'UploadedFile',
      id: 'fil_1',
      name: '客户.csv',
      size: '10',
      state: 'READABLE',
      problem: null,
      alreadyImportedBy: [],
      ...changed,
    },
  };
}
const created = answer(ImportCreateDocument, {
  __typename: 'Mutation',
  importCreate: {
    __typename: 'ImportPayload',
    // The fixture always has an import.
    import: importFixture('DRAFT').import ?? null,
    userErrors: [],
  },
});
async function open(file: UploadedFileQuery, path = '/imports/new'): Promise<MountedPage> {
  return mountPage(NewImportPage, { path, answers: [answer(UploadedFileDocument, file), created] });
}
async function drop({ page }: MountedPage, ...files: File[]): Promise<void> {
  page.getComponent(DropZone).vm.$emit('files', files);
  await settle();
}
const csv = new File(['a,b\n1,2\n3,4'], '客户.csv');

beforeEach(() => vi.stubGlobal('XMLHttpRequest', Request));
// The first mount of the whole wizard loads much.
vi.setConfig({ testTimeout: 20_000 });
afterEach(() => {
  vi.unstubAllGlobals();
  document.body.innerHTML = '';
});

describe('an upload', () => {
  it('sends the file as it is, tells how far it is, and goes on to the wizard', async () => {
    const mounted = await open(uploaded());
    await drop(mounted, csv);
    expect(Request.last?.sent).toBe(csv);
    expect(Request.last?.headers).toMatchObject({
      'x-file-name': '%E5%AE%A2%E6%88%B7.csv',
      'x-dossier-csrf': '1',
    });
    Request.last?.progress(csv.size / 2);
    await settle();
    expect(mounted.page.text()).toContain('50%');
    Request.last?.answer(201, { id: 'fil_1' });
    await settle();
    expect(mounted.sent.find(({ name }) => name === 'ImportCreate')?.variables).toEqual({ input: { fileId: 'fil_1' } });
    expect(mounted.router.currentRoute.value.path).toBe('/imports/imp_1/file');
  });

  it('can be cancelled, and another begun', async () => {
    const mounted = await open(uploaded());
    await drop(mounted, csv);
    await mounted.page.get('.el-button').trigger('click');
    await settle();
    expect(mounted.page.findComponent(DropZone).exists()).toBe(true);
    expect(mounted.sent).toEqual([]);
  });

  it.each([
    [
      413,
      { error: { code: 'FILE_TOO_LARGE', message: 'The file is larger than 20 GB.' } },
      'The file is larger than 20 GB.',
    ],
    [413, {}, 'The file is larger than the server accepts.'],
    [500, {}, 'The upload did not work'],
  ])('that is refused with %s says why', async (status, body, text) => {
    const mounted = await open(uploaded());
    await drop(mounted, csv);
    Request.last?.answer(status, body);
    await settle();
    expect(mounted.page.text()).toContain(text);
  });

  it.each([
    [[csv, csv], 'One file at a time'],
    [[new File([], 'x.csv')], 'This file is empty.'],
  ])('of %o is not begun', async (files, text) => {
    Request.last = undefined;
    const mounted = await open(uploaded());
    await drop(mounted, ...files);
    expect(mounted.page.text()).toContain(text);
    expect(Request.last).toBeUndefined();
  });
});

describe('an uploaded file', () => {
  it('that cannot be read says why in plain words', async () => {
    const problem = { __typename: 'UserError', code: 'FILE_UNREADABLE', message: 'This is a PDF.' } as const;
    const { page } = await open(uploaded({ state: 'REFUSED', problem }), '/imports/new?file=fil_1');
    expect(page.text()).toContain('This file cannot be imported: 客户.csv');
    expect(page.text()).toContain('This is a PDF.');
  });

  it('that was imported before is imported again only when that is wanted', async () => {
    const before = {
      __typename: 'Import',
      id: 'imp_9',
      state: 'DONE',
      createdAt: '2026-01-01T00:00:00.000Z',
      finishedAt: '2026-01-01T00:01:00.000Z',
      source: null,
      createdBy: null,
    } as const;
    const mounted = await open(uploaded({ alreadyImportedBy: [before] }), '/imports/new?file=fil_1');
    expect(mounted.page.get('a[href="/imports/imp_9"]').text()).toBe('See that import');
    expect(mounted.sent.some(({ name }) => name === 'ImportCreate')).toBe(false);
    await mounted.page.get('.before .el-button').trigger('click');
    await settle();
    expect(mounted.sent.find(({ name }) => name === 'ImportCreate')?.variables).toEqual({
      input: { fileId: 'fil_1', again: true },
    });
  });
});

describe('a source made on the way', () => {
  it.each([
    ['Old CRM', 'Old-CRM'],
    ['  旧 CRM（2019） ', '旧-CRM-2019'],
    ['___', ''],
  ])('%s has the code %s', (name, code) => expect(toSourceCode(name)).toBe(code));

  it('has a code that the server takes', () => {
    expect(isSourceCode(toSourceCode('x'.repeat(60)))).toBe(true);
    expect(isSourceCode('')).toBe(false);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { ImportDocument, ImportPreviewDocument, ImportSetupDocument } from '../../../gql/graphql.ts';
import type { ImportPreviewQueryVariables, ImportSetupMutation } from '../../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import type { MountedPage } from '../../../testing/mount-page.ts';
import ImportPage from '../wizard/ImportPage.vue';
import { columnFixture, importFixture, previewFixture } from '../wizard/import.fixture.ts';
import { toneOfCell } from './cell-tone.ts';
import { isUnsure } from './column-filter.ts';
import { columnOptions, possibleKeys, targetGroups } from './target-groups.ts';
import TargetPicker from './TargetPicker.vue';

const standardised = { value: '+8613800138000' };
/** As the server: a mapped phone is standardised. */
const preview = ({ setup }: ImportPreviewQueryVariables): ReturnType<typeof previewFixture> =>
  previewFixture(setup?.mapping?.[1]?.target === 'MOBILE' ? standardised : {});
const setupAnswer = (errors: ImportSetupMutation['importSetup']['userErrors'] = []): ImportSetupMutation => {
  const run = importFixture('DRAFT').import;
  const mapping = [columnFixture(0, '姓名', 'NAME'), columnFixture(1, '电话', 'MOBILE', null)];
  return {
    __typename: 'Mutation',
    importSetup: {
      __typename: 'ImportPayload',
      import: run && errors.length === 0 ? { ...run, version: 'v2', mapping, keys: [['NAME', 'PHONE']] } : null,
      userErrors: errors,
    },
  };
};

async function open(errors?: ImportSetupMutation['importSetup']['userErrors']): Promise<MountedPage> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  sessionStorage.clear();
  return mountPage(ImportPage, {
    props: { id: 'imp_1', step: 'mapping' },
    path: '/imports/imp_1/mapping',
    answers: [
      answer(ImportDocument, importFixture('DRAFT')),
      answer(ImportPreviewDocument, preview),
      answer(ImportSetupDocument, setupAnswer(errors)),
    ],
  });
}
async function mapPhone({ page }: MountedPage): Promise<void> {
  page.findAllComponents(TargetPicker)[1]?.vm.$emit('choose', 'MOBILE');
  await vi.advanceTimersByTimeAsync(800);
  await settle();
}

// The first mount of the whole wizard loads much.
vi.setConfig({ testTimeout: 20_000 });
afterEach(() => {
  vi.useRealTimers();
  document.body.innerHTML = '';
});

describe('the mapping', () => {
  it('is previewed while it is edited, then saved with the version it was made on', async () => {
    const mounted = await open();
    const { page, sent } = mounted;
    const cell = (): string[] => {
      const shown = page.findAll('.column-table tbody tr')[1]?.find('.preview-cell');
      return [shown?.text() ?? '', shown?.attributes('data-tone') ?? ''];
    };
    expect(cell()).toEqual(['13800138000', 'ok']);
    await mapPhone(mounted);
    expect(cell()).toEqual(['+8613800138000', 'changed']);
    expect(sent.filter(({ name }) => name === 'ImportSetup').map(({ variables }) => variables)).toEqual([
      {
        id: 'imp_1',
        version: 'v1',
        setup: {
          mapping: [
            { column: '姓名', index: 0, target: 'NAME', options: [] },
            { column: '电话', index: 1, target: 'MOBILE', options: [] },
          ],
        },
      },
    ]);
    expect(page.text()).toContain('Saved automatically');
  });

  it('takes over the keys that the server suggests, until a person chooses', async () => {
    const mounted = await open();
    await mapPhone(mounted);
    const boxes = mounted.page.findAll('.keys-editor input');
    expect(boxes.map((box) => (box.element as HTMLInputElement).checked)).toEqual([true, false, false]);
    await boxes[1]?.setValue(true);
    await vi.advanceTimersByTimeAsync(800);
    await settle();
    const saved = mounted.sent.findLast(({ name }) => name === 'ImportSetup')?.variables;
    expect([saved?.['version'], saved?.['setup'].keys]).toEqual(['v2', [['NAME', 'PHONE'], ['PHONE']]]);
  });

  it('loads the latest state when somebody else changed the import', async () => {
    const mounted = await open([
      { __typename: 'UserError', code: 'STALE', field: ['version'], message: 'Somebody changed this.' },
    ]);
    const before = mounted.sent.filter(({ name }) => name === 'Import').length;
    await mapPhone(mounted);
    expect(mounted.page.text()).toContain('Somebody just changed this import');
    expect(mounted.sent.filter(({ name }) => name === 'Import').length).toBe(before + 1);
  });
});

describe('words of the mapping', () => {
  it.each([
    [{ state: 'OK', raw: 'a', value: 'a' }, 'ok'],
    [{ state: 'OK', raw: ' a', value: 'a' }, 'changed'],
    [{ state: 'OK', raw: 'a', value: null }, 'ok'],
    [{ state: 'WARNING', raw: '1/2/3', value: '2003-02-01' }, 'warning'],
    [{ state: 'INVALID', raw: 'x', value: null }, 'invalid'],
    [{ state: 'EMPTY', raw: '', value: null }, 'empty'],
  ])('colour %o as %s', (cell, tone) => expect(toneOfCell(cell)).toBe(tone));

  it.each([
    ['NAME', 0.95, false],
    ['PHONE', 0.6, true],
    ['OTHER_DATA', 0, false],
    ['PHONE', null, false],
  ] as const)('%s at %s is to be checked: %s', (target, confidence, unsure) =>
    expect(isUnsure({ target, confidence })).toBe(unsure),
  );

  it('offer orders first for purchases and not at all for customers', () => {
    expect(targetGroups('PURCHASES').map(({ name }) => name)[1]).toBe('order');
    expect(targetGroups('CUSTOMERS').map(({ name }) => name)).not.toContain('order');
  });

  it('name keys only for columns that are there', () =>
    expect(possibleKeys(new Set(['GIVEN_NAME', 'WORK_PHONE', 'FAX']))).toEqual([
      ['NAME', 'PHONE'],
      ['PHONE'],
      ['NAME'],
    ]));

  it.each([
    ['BIRTH_DATE', ['dateOrder']],
    ['MOBILE', ['phoneRegion']],
    ['AMOUNT', ['decimalMark']],
    ['TAGS', ['separator']],
    ['NAME', []],
  ] as const)('give %s the options %o', (target, names) =>
    expect(columnOptions(target).map(({ name }) => name)).toEqual(names),
  );
});

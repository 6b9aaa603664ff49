import type {
  ImportCountsAllFragment,
  ImportPreviewQuery,
  ImportQuery,
  ImportState,
  MappedColumnFragment,
  TargetField,
} from '../../../gql/graphql.ts';

type Run = NonNullable<ImportQuery['import']>;
type Actions = Run['viewerCan'];
type Preview = NonNullable<ImportPreviewQuery['import']>['preview'];

/** Counts of an import of customers; zero unless given. */
export function countsFixture(counts: Partial<ImportCountsAllFragment> = {}): ImportCountsAllFragment {
  return {
    __typename: 'ImportCounts',
    read: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    customers: 0,
    orders: 0,
    orderLines: 0,
    linesWithoutCustomer: 0,
    warnings: 0,
    reconciled: true,
    ...counts,
  };
}

/** The actions an import allows. */
export function actionsFixture(allowed: readonly (keyof Actions)[] = []): Actions {
  const can = (action: keyof Actions): boolean => allowed.includes(action);
  return {
    __typename: 'ImportActions',
    start: can('start'),
    dryRun: can('dryRun'),
    pause: can('pause'),
    resume: can('resume'),
    cancel: can('cancel'),
    undo: can('undo'),
    redo: can('redo'),
    purge: can('purge'),
  };
}

/** A column with its suggestion. */
export function columnFixture(
  index: number,
  column: string,
  target: TargetField,
  confidence: number | null = 0.95,
): MappedColumnFragment {
  const reason = confidence === null ? null : 'By the column name';
  return { __typename: 'ColumnMapping', column, index, target, options: [], confidence, reason };
}

/** An import of two columns, 姓名 and 电话. */
export function importFixture(state: ImportState, changed: Partial<Run> = {}): ImportQuery {
  return { __typename: 'Query', import: { ...PLAIN, state, viewerCan: actionsFixture(), ...changed } };
}

const PLAIN: Omit<Run, 'state' | 'viewerCan'> = {
  __typename: 'Import',
  id: 'imp_1',
  version: 'v1',
  kind: 'CUSTOMERS',
  rowShape: 'PERSON',
  mode: 'CREATE_AND_UPDATE',
  fileSettings: {
    __typename: 'FileSettings',
    encoding: null,
    delimiter: null,
    quote: null,
    escape: null,
    headerRow: null,
    firstRow: null,
    lastRow: null,
    sheet: null,
    noHeader: null,
    shortRows: null,
    footerRows: null,
  },
  mapping: [columnFixture(0, '姓名', 'NAME'), columnFixture(1, '电话', 'OTHER_DATA', 0)],
  keys: [],
  phoneRegion: null,
  timeZone: null,
  currency: null,
  source: { __typename: 'Source', id: 'src_1', code: 'crm', name: 'Old CRM' },
  template: null,
  problem: null,
  startedAt: null,
  finishedAt: null,
  undoneAt: null,
  purgedAt: null,
  counts: null,
  dryRun: null,
  progress: null,
  createdAt: '2026-11-20T08:00:00.000Z',
  createdBy: { __typename: 'User', id: 'usr_1', name: '王小明' },
  file: { __typename: 'UploadedFile', id: 'fil_1', name: '客户.csv', size: '2048', state: 'READABLE' },
};

/** A preview of one row: a name and what the second column becomes. */
export function previewFixture(
  phone: Partial<Preview['rows'][number]['cells'][number]> = {},
  problems: Preview['problems'] = [],
): ImportPreviewQuery {
  const cell = { __typename: 'CellPreview', problem: null } as const;
  return {
    __typename: 'Query',
    import: {
      __typename: 'Import',
      id: 'imp_1',
      preview: {
        __typename: 'ImportPreview',
        mapping: [],
        rows: [
          {
            __typename: 'MappedRowPreview',
            row: 2,
            outcome: 'created',
            customerNumber: null,
            customerName: '张伟',
            problems: [],
            cells: [
              { ...cell, raw: '张 伟', value: '张伟', state: 'OK' },
              { ...cell, raw: '13800138000', value: '13800138000', state: 'OK', ...phone },
            ],
          },
        ],
        problems,
      },
    },
  };
}

import * as fc from 'fast-check';

/** What can happen to customers. Customers are named by the order in which they came to be, counted round. */
export type Step =
  | { readonly do: 'create'; readonly name: string; readonly phone: string }
  | {
      readonly do: 'edit';
      readonly pick: number;
      readonly field: 'jobTitle' | 'employer' | 'note';
      readonly value: string;
    }
  | { readonly do: 'import'; readonly source: number; readonly rows: readonly ImportedRow[] }
  | {
      readonly do: 'purchase';
      readonly source: number;
      readonly key: number;
      readonly order: number;
      readonly pieces: number;
    }
  | { readonly do: 'order'; readonly pick: number }
  | { readonly do: 'undo'; readonly pick: number }
  | { readonly do: 'tag'; readonly pick: number; readonly tag: number }
  | { readonly do: 'consent'; readonly pick: number; readonly decision: 'GRANTED' | 'DENIED' | 'WITHDRAWN' }
  | { readonly do: 'archive'; readonly pick: number }
  | { readonly do: 'merge'; readonly into: number; readonly picks: readonly number[] }
  | { readonly do: 'unmerge'; readonly pick: number }
  | { readonly do: 'split'; readonly pick: number; readonly record: number };

/** A row of a file: what one source says about whoever has this key there. */
export interface ImportedRow {
  readonly key: number;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly jobTitle?: string | undefined;
  readonly tag?: number | undefined;
}

const pick = fc.nat(30);
const name = fc.constantFrom('王伟', '李芳', '欧阳静', '赵敏');
const phone = fc.constantFrom('+8613800138001', '+8613900139002', '+8613700137003', '+442079460018');
const said = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const row = fc.record({
  key: fc.nat(7),
  name: said(name),
  phone: said(phone),
  jobTitle: said(fc.constantFrom('经理', '店长')),
  tag: said(fc.nat(2)),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('create' as const), name, phone }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      pick,
      field: fc.constantFrom('jobTitle' as const, 'employer' as const, 'note' as const),
      value: fc.constantFrom('one', 'two', 'three'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      source: fc.nat(1),
      rows: fc.uniqueArray(row, { minLength: 1, maxLength: 4, selector: ({ key }) => key }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('purchase' as const),
      source: fc.nat(1),
      key: fc.nat(7),
      order: fc.nat(5),
      pieces: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('order' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('tag' as const), pick, tag: fc.nat(2) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('consent' as const),
      pick,
      decision: fc.constantFrom('GRANTED' as const, 'DENIED' as const, 'WITHDRAWN' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('archive' as const), pick }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('merge' as const),
      into: pick,
      picks: fc.uniqueArray(pick, { minLength: 1, maxLength: 2 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('unmerge' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('split' as const), pick, record: fc.nat(5) }) },
);

/** Histories of so many steps; the first ones make customers. */
export function anyHistory(steps: number): fc.Arbitrary<readonly Step[]> {
  const begin: Step[] = [0, 1, 2, 3].map((at) => ({ do: 'create', name: '王伟', phone: `+861380013800${at}` }));
  return fc.array(step, { minLength: steps, maxLength: steps, size: 'max' }).map((more) => [...begin, ...more]);
}

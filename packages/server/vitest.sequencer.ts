import { BaseSequencer, type TestSpecification } from 'vitest/node';

// What takes longest goes first: begun last, it would run on alone when all else is done. The others are in the order of their
// length in lines, as usual.
const LONGEST = [
  'all-or-none.test.ts',
  'some.test.ts',
  'import-kill.test.ts',
  'run-import.test.ts',
  'undo-any-order.test.ts',
  'ensure-demo.test.ts',
  'audit-command.test.ts',
  'tampering.test.ts',
  'policy-mutation.test.ts',
  'deeds.test.ts',
  'rows.test.ts',
  'purge-progress.test.ts',
  'coordinates.test.ts',
];

/** The order of test files: see {@link LONGEST}. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}`));
      return place === -1 ? LONGEST.length : place;
    };
    // oxlint-disable-next-line unicorn/no-array-sort -- this is how a sequencer is asked for its order
    const usual = await super.sort(files);
    return usual.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

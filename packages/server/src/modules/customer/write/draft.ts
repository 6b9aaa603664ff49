import type { IncomingOutcome, IncomingRecord } from '../incoming.ts';
import { chooseGolden, type Golden } from '../survivorship/choose.ts';
import type { RecordInForce } from '../survivorship/fold-records.ts';
import type { SurvivorshipRules } from '../survivorship/rules.ts';
import type { CustomerState } from './customer-state.ts';
import type { CustomerChange } from './write-changes.ts';

/** One customer of a batch: its state before, and the records that the batch adds. */
export interface Draft {
  readonly state: CustomerState;
  readonly isNew: boolean;
  /** Gives the keys of its new rows. */
  readonly nextId: () => number;
  readonly added: { readonly incoming: IncomingRecord; readonly record: RecordInForce }[];
  /** Records of the batch that its import has said before, word for word: counted, not kept again. */
  readonly repeated: { readonly incoming: IncomingRecord; readonly record: RecordInForce }[];
}

/**
 * What became of each record of a draft. Several records about one customer are judged in turn, so that the counts are the
 * same however a file is cut into batches.
 */
export function outcomesOf(
  draft: Draft,
  change: CustomerChange,
  rules: SurvivorshipRules,
  dryRun: boolean,
): { readonly incoming: IncomingRecord; readonly outcome: IncomingOutcome }[] {
  const customerId = dryRun && draft.isNew ? 0 : draft.state.row.id;
  const made = ({ incoming, record }: Draft['added'][number], outcome: IncomingOutcome['outcome']) => ({
    incoming,
    outcome: {
      line: incoming.line,
      outcome,
      customerId,
      ...(record.subjectId === draft.state.row.subject_id ? {} : { subjectId: record.subjectId }),
    },
  });
  const repeats = draft.repeated.map((one) => made(one, 'unchanged'));
  const [first, ...others] = draft.added;
  if (!first) return repeats;
  if (others.length === 0)
    return [made(first, draft.isNew ? 'created' : change.isChanged ? 'updated' : 'unchanged'), ...repeats];

  const records: RecordInForce[] = [...draft.state.records];
  let before = shownBy(chooseGolden(records, rules));
  const outcomes = draft.added.map((one, position) => {
    records.push(one.record);
    const after = shownBy(chooseGolden(records, rules));
    const isChanged = after !== before;
    before = after;
    if (draft.isNew && position === 0) return made(one, 'created');
    return made(one, isChanged ? 'updated' : 'unchanged');
  });
  return [...outcomes, ...repeats];
}

/** What a person sees of a choice, as text to compare. */
function shownBy(golden: Golden): string {
  const list = (items: readonly { fact: object; primary: boolean }[]) =>
    items.map(({ fact, primary }) => [fact, primary]);
  return JSON.stringify([
    [...golden.values].map(([field, { fact }]) => [field, fact.value]),
    list(golden.contactPoints),
    list(golden.addresses),
    list(golden.identifiers),
    [...golden.tags].toSorted(),
  ]);
}

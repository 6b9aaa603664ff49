import type { CustomerHistoryQuery } from '../../../gql/graphql.ts';

/** One change of one field. */
export type HistoryEntry = NonNullable<CustomerHistoryQuery['customer']>['history']['nodes'][number];

/** What happened at once: all changes of one act. */
export interface Moment {
  readonly first: HistoryEntry;
  readonly entries: readonly HistoryEntry[];
  /** Whose word all of it is; undefined when it differs from change to change, or is nobody's. */
  readonly source: HistoryEntry['source'];
  readonly importId: string | null;
}

/** The changes of a list by act, in its order: none is left out, and what they share stands once. */
export function groupMoments(entries: readonly HistoryEntry[]): Moment[] {
  const groups: HistoryEntry[][] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last?.[0] && isSameAct(last[0], entry)) last.push(entry);
    else groups.push([entry]);
  }
  return groups.flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const sources = new Map(own.flatMap(({ source }) => (source ? [[source.id, source]] : [])));
    const imports = new Set(own.flatMap(({ importId }) => importId ?? []));
    const [source = null] = sources.size === 1 ? sources.values() : [];
    const [importId = null] = imports.size === 1 ? imports : [];
    return [{ first, entries: own, source, importId }];
  });
}

function isSameAct(a: HistoryEntry, b: HistoryEntry): boolean {
  return a.at === b.at && a.reason === b.reason && a.by === b.by && a.ruleSetVersion === b.ruleSetVersion;
}

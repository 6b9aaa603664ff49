import type { SourceDocument } from '@dossier/shared/facts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { type RecordInForce, threadOf } from '../../customer/index.ts';

/** To whom something goes when a merge is taken back: to the customer that is given back, or to the one it was part of. */
export type GoesTo = 'RELEASED' | 'SURVIVOR';

/** Why it goes there unless somebody says otherwise: a phone or document of theirs, or nothing tells and it stays. */
export type BecauseOf = 'IDENTIFIER' | 'UNKNOWN';

/** Something that came in while two customers were one, in the name of the survivor. */
export interface LaterThing {
  readonly kind: 'RECORD' | 'ORDER';
  readonly key: number;
  readonly at: number;
  readonly goesTo: GoesTo;
  readonly because: BecauseOf;
}

/** In whose custody somebody is, and since when. */
export interface Holder {
  readonly holderId: number;
  readonly since: number;
}

/** What of a customer is looked at when somebody is given back. */
export interface LaterQuestion {
  readonly records: readonly RecordInForce[];
  /** Who is given back: what was recorded for them is theirs, whenever it came. */
  readonly released: ReadonlySet<number>;
  /** In whose name things came for them too, and since when. */
  readonly holders: readonly Holder[];
  /** Keys of sources that the survivor had before: what comes under one of them goes on being about it. */
  readonly earlierThreads: ReadonlySet<string>;
  /** Sources of what staff and programs say, which have no key of their own for a customer. */
  readonly ownSources: ReadonlySet<number>;
}

/**
 * The records that came in since under the survivor's own name, and whose they are by what they say: one that has a phone, address or
 * document in common with those who are given back, and none with the others, is theirs. What staff say since is the
 * survivor's. Pure: a preview and the operation come to the same.
 */
export function laterRecords({ records, released, holders, ownSources, earlierThreads }: LaterQuestion): LaterThing[] {
  // What came in the name of somebody else who was merged too is theirs.
  const isLater = ({ subjectId, recordedFrom }: RecordInForce) =>
    holders.some(({ holderId, since }) => holderId === subjectId && recordedFrom >= since);
  const theirs = keysOf(records.filter(({ subjectId }) => released.has(subjectId)));
  const others = keysOf(records.filter((record) => !released.has(record.subjectId) && !isLater(record)));
  return records
    .filter((record) => isLater(record) && (record.externalId === null || !earlierThreads.has(threadOf(record))))
    .map((record) => {
      const own = [...keysOf([record])];
      const tells =
        !ownSources.has(record.sourceId) && own.some((key) => theirs.has(key)) && !own.some((key) => others.has(key));
      return {
        kind: 'RECORD',
        key: record.id,
        at: record.recordedFrom,
        goesTo: tells ? 'RELEASED' : 'SURVIVOR',
        because: tells ? 'IDENTIFIER' : 'UNKNOWN',
      };
    });
}

/**
 * Where everything goes: as decided, and where nobody decided, as it goes by itself. Refuses NOT_FOUND for a decision about something
 * that is none of these.
 */
export function decided(things: readonly LaterThing[], decisions: ReadonlyMap<number, GoesTo>): LaterThing[] {
  for (const key of decisions.keys())
    if (!things.some((thing) => thing.key === key)) refuse('NOT_FOUND', ['input', 'decisions']);
  return things.map((thing) => ({ ...thing, goesTo: decisions.get(thing.key) ?? thing.goesTo }));
}

function keysOf(records: readonly { readonly document: SourceDocument }[]): Set<string> {
  return new Set(
    records.flatMap(({ document: { contactPoints = [], identifiers = [] } }) =>
      [...contactPoints, ...identifiers].flatMap(({ type, matchKey }) =>
        matchKey === undefined ? [] : [`${type}|${matchKey}`],
      ),
    ),
  );
}

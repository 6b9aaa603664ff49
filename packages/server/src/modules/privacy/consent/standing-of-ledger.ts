import type { Queryable } from '../../../platform/database/tables.ts';
import { heldBy, presentCustody } from '../../custody/index.ts';
import { codesOf, fieldSetText, findFieldSets } from '../field-set/field-sets.ts';
import { STANDING_COLUMNS, toStanding } from './consent-rows.ts';
import { foldConsents, type StandingEntry } from './fold-consents.ts';
import { foldJoined, type JoinedStanding } from './fold-joined.ts';

/** What stands according to the ledger. */
export interface LedgerStanding {
  readonly standing: ReadonlyMap<string, StandingEntry>;
  /** Field sets that somebody agreed to only together with others, and that have no key yet. */
  readonly missingSets: readonly string[];
}

/** What the ledger says stands for some customers; see `foldJoined` for those whom others were merged into. */
export async function standingOfLedger(db: Queryable, customerIds: readonly number[]): Promise<LedgerStanding> {
  const rows = await db
    .selectFrom('consent_entry')
    .select(STANDING_COLUMNS)
    .where('customer_id', 'in', [...customerIds])
    .execute();
  const entries = rows.map(toStanding);
  const held = await heldBy(db, customerIds);
  const alone = entries.filter(({ customerId }) => !held.has(customerId));
  if (alone.length === entries.length) return { standing: foldConsents(entries), missingSets: [] };
  const joined = await joinedStanding(db, entries, held);
  const texts = new Map([...joined].map(([key, { fields }]) => [key, fieldSetText(fields)]));
  const sets = await findFieldSets(db, [...new Set(texts.values())]);
  const ofJoined = [...joined].map(([key, { entry }]): [string, StandingEntry] => [
    key,
    { ...entry, fieldSetId: sets.get(texts.get(key) ?? '') ?? 0 },
  ]);
  return {
    standing: new Map([...foldConsents(alone), ...ofJoined]),
    missingSets: [...new Set(texts.values())].filter((text) => !sets.has(text)),
  };
}

async function joinedStanding(
  db: Queryable,
  entries: readonly StandingEntry[],
  held: ReadonlyMap<number, readonly number[]>,
): Promise<Map<string, JoinedStanding>> {
  const custody = await presentCustody(db, [...new Set([...held.values()].flat())]);
  const speaksFor = custody.map(({ customer_id, holder_id, from_at }) => ({
    speakerId: holder_id,
    subjectId: customer_id,
    since: from_at,
  }));
  const setIds = [...new Set(entries.map(({ fieldSetId }) => fieldSetId))];
  const sets = await db.selectFrom('field_set').select(['id', 'codes']).where('id', 'in', setIds).execute();
  const codes = new Map(sets.map((set) => [set.id, codesOf(set.codes)]));
  const fieldsOf = ({ fieldSetId }: StandingEntry) => codes.get(fieldSetId) ?? [];
  return new Map(
    [...held].flatMap(([customerId, others]) => {
      const own = entries.filter((entry) => entry.customerId === customerId);
      return [...foldJoined(own, [customerId, ...others], speaksFor, fieldsOf)];
    }),
  );
}

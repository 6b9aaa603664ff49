import { crc32 } from 'node:zlib';
import { createBlindIndex } from '../../../platform/crypto/blind-index/blind-index.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import type { IncomingRecord, OwnKeys } from '../incoming.ts';
import { withEntries } from './entries-ahead.ts';
import { type Presealed, rowsOf, versionsOf } from './preseal.ts';
import { RECORD_SEALED, SEALED_COLUMNS } from './seal-rows.ts';
import { type SealedAhead, Seals } from './seals.ts';

/** A batch that another thread has sealed, and where customers that do not come to be go back to. */
export interface PresealedBatch {
  readonly presealed: Presealed;
  readonly giveBack: (customerIds: readonly number[]) => void;
}

/** What a batch was sealed with ahead, ready for use. */
export interface UsedAhead {
  readonly seals: Seals;
  readonly ownKeys: (record: IncomingRecord) => OwnKeys | undefined;
  /** Gives back the customers that did not come to be. Call once the batch is committed. */
  readonly release: () => void;
}

/** Takes up what another thread has sealed of these records. Not within a transaction. */
export async function useSealedAhead(
  ctx: Ctx,
  purpose: string,
  records: readonly IncomingRecord[],
  { presealed, giveBack }: PresealedBatch,
): Promise<UsedAhead> {
  const keys = await ctx.keyStore.indexKeys();
  const blind = createBlindIndex(keys);
  // Made before a rotation, entries would not lead to what was stored since.
  const index = versionsOf(keys) === presealed.indexVersions ? withEntries(blind, records, presealed.entries) : blind;
  const positions = new Map(records.map((record, position) => [record, position]));
  const used = new Set<number>();
  const ownKeys = (record: IncomingRecord): OwnKeys | undefined => {
    const position = positions.get(record);
    const customerId = position === undefined ? undefined : presealed.customers[position];
    const firstId = position === undefined ? undefined : presealed.firstIds[position];
    if (customerId === undefined || firstId === undefined) return undefined;
    let next = firstId;
    const end = firstId + rowsOf(record);
    return {
      // Also one of a try that was rolled back counts as used: it might be there after all.
      takeCustomer: () => (used.add(customerId), customerId),
      nextId: () => (next < end ? next++ : undefined),
    };
  };
  const release = () => giveBack([...presealed.customers].filter((id) => !used.has(id)));
  return { seals: new Seals(ctx, index, purpose, { bytesOf: bytesIn(presealed) }), ownKeys, release };
}

function bytesIn({ columns, rows, subjects, sums, ends, bytes }: Presealed): SealedAhead['bytesOf'] {
  const places = new Map<number, number>();
  for (const [place, row] of rows.entries()) places.set(row, place);
  return (at, { id, subject_id }, text) => {
    const place = places.get(id);
    if (place === undefined || subjects[place] !== subject_id) return undefined;
    if (SEALED_COLUMNS[columns[place] ?? -1] !== at) return undefined;
    // The row of a record has the key that was taken for it, and holds what it says. What is chosen for the other rows is
    // something else when two records of a batch are about one customer.
    if (at !== RECORD_SEALED && sums[place] !== crc32(text())) return undefined;
    const start = ends[place - 1] ?? 0;
    // The drivers of servers know bytes by this class only.
    return Buffer.from(bytes.buffer, bytes.byteOffset + start, (ends[place] ?? start) - start);
  };
}

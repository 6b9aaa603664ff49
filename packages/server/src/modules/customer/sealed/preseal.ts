import { crc32 } from 'node:zlib';
import { type BlindIndex, createBlindIndex } from '../../../platform/crypto/blind-index/blind-index.ts';
import type { IndexKeys } from '../../../platform/crypto/key-store/index-keys.ts';
import type { KeyStore } from '../../../platform/crypto/key-store/key-store.ts';
import { type DataKey, sealValue } from '../../../platform/crypto/sealing/envelope.ts';
import type { SealedColumn } from '../../../platform/crypto/sealing/place.ts';
import type { IncomingRecord } from '../incoming.ts';
import { packDocument } from '../source/pack-record.ts';
import { chooseGolden } from '../survivorship/choose.ts';
import { NO_RULES } from '../survivorship/rules.ts';
import { addressChange, contactPointChange, identifierChange } from '../write/child-rows.ts';
import { newState } from '../write/customer-state.ts';
import { addressText, contactText, identifierText } from './contents.ts';
import { packEntries } from './entries-ahead.ts';
import { ADDRESS_SEALED, CONTACT_SEALED, IDENTIFIER_SEALED, RECORD_SEALED, SEALED_COLUMNS } from './seal-rows.ts';

/**
 * What was sealed of a batch before its customers were recognised: as if every record were the only one of a new customer, as
 * most are. Plain data, to be handed from one thread to another.
 */
export interface Presealed {
  /** For each record the customer that it may become, whose key is made. */
  readonly customers: Float64Array;
  /** For each record the first of the keys that its rows take. */
  readonly firstIds: Float64Array;
  /** Of each sealed value its column (its place in SEALED_COLUMNS), its row, its subject, the checksum of its text (none of a record's) and where its bytes end. */
  readonly columns: Uint8Array;
  readonly rows: Float64Array;
  readonly subjects: Float64Array;
  readonly sums: Uint32Array;
  readonly ends: Uint32Array;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Which index keys the entries were made with. */
  readonly indexVersions: string;
  /** What the blind index has for the values of the batch: see {@link packEntries}. */
  readonly entries: string;
}

/** Seals batches ahead, in a thread of its own. */
export interface Presealer {
  preseal(records: readonly IncomingRecord[]): Promise<Presealed>;
  /** Takes back customers of earlier batches who did not come to be. */
  giveBack(customerIds: readonly number[]): void;
}

/** The versions of index keys, as {@link Presealed} names them. */
export function versionsOf({ living }: IndexKeys): string {
  return living.map(({ version }) => version).join();
}

/** Primary keys that the rows of a record take at most: its own and those of its list items. */
export function rowsOf({ document }: IncomingRecord): number {
  const { contactPoints = [], addresses = [], identifiers = [] } = document;
  return 1 + contactPoints.length + addresses.length + identifiers.length;
}

/** A customer to be, and its key; without one where nothing is sealed ahead. */
interface Subject {
  readonly id: number;
  readonly key: DataKey | undefined;
}

/** Makes one. `reserve` takes a run of primary keys and returns the first. */
export function createPresealer(keyStore: KeyStore, reserve: (count: number) => Promise<number>): Presealer {
  const spare: number[] = [];
  let known: { readonly versions: string; readonly index: BlindIndex } | undefined;

  function indexWith(keys: IndexKeys, versions: string): BlindIndex {
    if (known?.versions !== versions) known = { versions, index: createBlindIndex(keys) };
    return known.index;
  }

  async function takeSubjects(count: number): Promise<readonly Subject[]> {
    // As many came back as a batch has: its customers are known ones, of whom other things are written than what is said here.
    if (spare.length >= count) return spare.splice(0, count).map((id) => ({ id, key: undefined }));
    const taken: Subject[] = [];
    while (taken.length < count) {
      const ids = spare.splice(0, count - taken.length);
      const missing = count - taken.length - ids.length;
      const first = missing === 0 ? 0 : await reserve(missing);
      ids.push(...Array.from({ length: missing }, (_, i) => first + i));
      const ring = await keyStore.ensure(ids);
      for (const id of ids) {
        const key = ring.current(id);
        // One of a database that was put back may stand for somebody who was erased since: it is passed over.
        if (key) taken.push({ id, key });
      }
    }
    return taken;
  }

  return {
    giveBack: (customerIds) => void spare.push(...customerIds),
    preseal: async (records) => {
      const subjects = await takeSubjects(records.length);
      const keys = await keyStore.indexKeys();
      const indexVersions = versionsOf(keys);
      const sealed = collector();
      let next = await reserve(records.reduce((sum, record) => sum + rowsOf(record), 0));
      const firstIds = records.map((record, position) => {
        const firstId = next;
        next += rowsOf(record);
        const { id, key } = subjects[position] ?? {};
        if (id !== undefined && key) sealRecord(record, { id, key }, firstId, sealed.add);
        return firstId;
      });
      return {
        customers: Float64Array.from(subjects, ({ id }) => id),
        firstIds: Float64Array.from(firstIds),
        ...sealed.done(),
        indexVersions,
        entries: packEntries(records, indexWith(keys, indexVersions)),
      };
    },
  };
}

type Add = (at: SealedColumn, row: number, subject: number, text: string, bytes: Buffer) => void;

/** Seals what a record makes if it is the only one of a new customer: the same rows, with the same keys, as then are written. */
function sealRecord(
  { document }: IncomingRecord,
  { id: subjectId, key }: { readonly id: number; readonly key: DataKey },
  firstId: number,
  add: Add,
): void {
  let next = firstId;
  const nextId = () => next++;
  const seal = (at: SealedColumn, rowId: number, text: string | undefined) => {
    if (text !== undefined) add(at, rowId, subjectId, text, sealValue(key, { at, rowId, subjectId }, text));
  };
  const id = nextId();
  seal(RECORD_SEALED, id, packDocument(document));
  const record = { id, subjectId, sourceId: 0, externalId: null, importId: null, recordedFrom: 0, document };
  const golden = chooseGolden([record], NO_RULES);
  const state = newState({ id: subjectId, number: '', at: 0 });
  for (const row of contactPointChange(state, golden, nextId).rows) seal(CONTACT_SEALED, row.id, contactText(row));
  for (const row of addressChange(state, golden, nextId).rows) seal(ADDRESS_SEALED, row.id, addressText(row));
  for (const row of identifierChange(state, golden, nextId).rows) seal(IDENTIFIER_SEALED, row.id, identifierText(row));
}

/** Collects sealed values, and puts their bytes into one piece: it travels as it is. */
function collector() {
  const columns: number[] = [];
  const rows: number[] = [];
  const subjects: number[] = [];
  const sums: number[] = [];
  const ends: number[] = [];
  const parts: Buffer[] = [];
  let end = 0;
  return {
    add: (at: SealedColumn, row: number, subject: number, text: string, bytes: Buffer) => {
      columns.push(SEALED_COLUMNS.indexOf(at));
      rows.push(row);
      subjects.push(subject);
      sums.push(at === RECORD_SEALED ? 0 : crc32(text));
      ends.push((end += bytes.length));
      parts.push(bytes);
    },
    done: () => {
      const bytes = new Uint8Array(end);
      let at = 0;
      for (const part of parts) {
        bytes.set(part, at);
        at += part.length;
      }
      return {
        columns: Uint8Array.from(columns),
        rows: Float64Array.from(rows),
        subjects: Float64Array.from(subjects),
        sums: Uint32Array.from(sums),
        ends: Uint32Array.from(ends),
        bytes,
      };
    },
  };
}

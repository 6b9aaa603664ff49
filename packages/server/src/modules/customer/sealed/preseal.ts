import { createBlindIndex } from '../../../platform/crypto/blind-index/blind-index.ts';
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
import { addressText, contactText, identifierText, withoutExtension } from './contents.ts';
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
  /** Of each sealed value its column (its place in SEALED_COLUMNS), its row, its subject, its text and where its bytes end. */
  readonly columns: Uint8Array;
  readonly rows: Float64Array;
  readonly subjects: Float64Array;
  readonly texts: readonly string[];
  readonly ends: Uint32Array;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Which index keys the entries were made with. */
  readonly indexVersions: string;
  /** What to look for in the blind index, by kind and value; the entry to store is the first. */
  readonly entries: ReadonlyMap<string, readonly string[]>;
  /** Entries of last four characters, by kind and value. */
  readonly lastFours: ReadonlyMap<string, string | null>;
}

/** Seals batches ahead, in a thread of its own. */
export interface Presealer {
  preseal(records: readonly IncomingRecord[]): Promise<Presealed>;
  /** Takes back customers of earlier batches who did not come to be. */
  giveBack(customerIds: readonly number[]): void;
}

/** The name of a value in the maps of {@link Presealed}: kinds have no zero byte. */
export function entryKey(kind: string, value: string): string {
  return `${kind}\0${value}`;
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

/** Makes one. `reserve` takes a run of primary keys and returns the first. */
export function createPresealer(keyStore: KeyStore, reserve: (count: number) => Promise<number>): Presealer {
  const spare: number[] = [];

  /** Subjects with keys. One of a database that was put back may stand for somebody who was erased since: it has none. */
  async function takeSubjects(count: number): Promise<{ readonly id: number; readonly key: DataKey }[]> {
    const taken: { readonly id: number; readonly key: DataKey }[] = [];
    while (taken.length < count) {
      const ids = spare.splice(0, count - taken.length);
      const missing = count - taken.length - ids.length;
      const first = missing === 0 ? 0 : await reserve(missing);
      ids.push(...Array.from({ length: missing }, (_, i) => first + i));
      const ring = await keyStore.ensure(ids);
      for (const id of ids) {
        const key = ring.current(id);
        if (key) taken.push({ id, key });
      }
    }
    return taken;
  }

  return {
    giveBack: (customerIds) => void spare.push(...customerIds),
    preseal: async (records) => {
      const taken = await takeSubjects(records.length);
      const firstId = await reserve(records.reduce((sum, record) => sum + rowsOf(record), 0));
      const keys = await keyStore.indexKeys();
      const blind = createBlindIndex(keys);
      const sealed = collector();
      const customers = new Float64Array(records.length);
      const firstIds = new Float64Array(records.length);
      const entries = new Map<string, readonly string[]>();
      const lastFours = new Map<string, string | null>();
      let next = firstId;
      for (const [position, record] of records.entries()) {
        const subject = taken[position];
        if (!subject) throw new Error('there are as many subjects as records');
        customers[position] = subject.id;
        firstIds[position] = next;
        let nextId = next;
        next += rowsOf(record);
        const seal = (at: SealedColumn, id: number, text: string | undefined) => {
          if (text === undefined) return;
          sealed.add(at, id, subject.id, text, sealValue(subject.key, { at, rowId: id, subjectId: subject.id }, text));
        };
        const recordId = nextId++;
        seal(RECORD_SEALED, recordId, packDocument(record.document));
        const { document } = record;
        const golden = chooseGolden(
          [{ id: recordId, sourceId: 0, externalId: null, importId: null, recordedFrom: 0, document }],
          NO_RULES,
        );
        const state = newState({ id: subject.id, number: '', at: 0 });
        const take = () => nextId++;
        for (const row of contactPointChange(state, golden, take).rows) {
          seal(CONTACT_SEALED, row.id, contactText(row));
          if (row.match_key === null) continue;
          const phone = withoutExtension(row.match_key);
          entries.set(entryKey(row.type, row.match_key), blind.candidatesOf(row.type, row.match_key));
          if (row.type === 'PHONE') lastFours.set(entryKey(row.type, phone), blind.lastFourOf(row.type, phone));
        }
        for (const row of addressChange(state, golden, take).rows) seal(ADDRESS_SEALED, row.id, addressText(row));
        for (const row of identifierChange(state, golden, take).rows) {
          seal(IDENTIFIER_SEALED, row.id, identifierText(row));
          if (row.match_key !== null)
            entries.set(entryKey(row.type, row.match_key), blind.candidatesOf(row.type, row.match_key));
        }
      }
      return { customers, firstIds, ...sealed.done(), indexVersions: versionsOf(keys), entries, lastFours };
    },
  };
}

/** Collects sealed values, and puts their bytes into one piece: it travels as it is. */
function collector() {
  const columns: number[] = [];
  const rows: number[] = [];
  const subjects: number[] = [];
  const texts: string[] = [];
  const ends: number[] = [];
  const parts: Buffer[] = [];
  let end = 0;
  return {
    add: (at: SealedColumn, row: number, subject: number, text: string, bytes: Buffer) => {
      columns.push(SEALED_COLUMNS.indexOf(at));
      rows.push(row);
      subjects.push(subject);
      texts.push(text);
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
        texts,
        ends: Uint32Array.from(ends),
        bytes,
      };
    },
  };
}

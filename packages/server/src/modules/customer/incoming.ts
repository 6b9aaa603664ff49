import type { NumberPattern } from '@dossier/shared/customer-number';
import type { SourceDocument } from '@dossier/shared/facts';
import type { Seals } from './sealed/seals.ts';

/** What one row of a file, form or call says about a customer, standardised and not yet recognised. */
export interface IncomingRecord {
  /** Line of the file, or the position in the call. */
  readonly line: number;
  /** A customer number that the row itself names. */
  readonly number?: string;
  /** The key that the source has for this customer. */
  readonly externalId?: string;
  readonly document: SourceDocument;
}

/** What all records of a batch have in common. */
export interface IncomingBatch {
  readonly sourceId: number;
  readonly channel: 'FILE' | 'CONSOLE' | 'API';
  readonly importId: number | null;
  readonly actorId: number | null;
  /** Milliseconds since 1970: when the facts were recorded. */
  readonly at: number;
  readonly mode: 'CREATE_ONLY' | 'UPDATE_ONLY' | 'CREATE_AND_UPDATE';
  /** Exact keys besides customer number and external id; each is a set of fields that must all be equal. */
  readonly keys: readonly (readonly MatchField[])[];
  readonly records: readonly IncomingRecord[];
  /** Patterns of customer numbers that records may name; none are needed when none does. Read before the transaction. */
  readonly numberPatterns: readonly NumberPattern[];
  /** Decides and counts without writing anything. */
  readonly dryRun: boolean;
}

/** Fields that an exact key may be made of. */
export type MatchField =
  | 'NAME'
  | 'PHONE'
  | 'EMAIL'
  | 'WECHAT'
  | 'BIRTH_DATE'
  | 'RESIDENT_ID'
  | 'CREDIT_CODE'
  | 'PASSPORT'
  | 'MEMBER_ID'
  | 'TAX_ID';

/** What became of one record. */
export interface IncomingOutcome {
  readonly line: number;
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'rejected';
  /** 0 when rejected, and for creations of a dry run. */
  readonly customerId: number;
  /** For whom it is recorded, where that is somebody who was merged into the customer. */
  readonly subjectId?: number;
  /** Why it was rejected. */
  readonly code?: RecognitionCode;
  /** What the sentence about the code mentions. */
  readonly params?: Readonly<Record<string, string>>;
}

/**
 * Why a record is about nobody: a customer number that nobody has or that is mistyped, a customer that exists (create only)
 * or does not (update only), or exact keys that several customers have.
 */
export const RECOGNITION_CODES = ['NUMBER_UNKNOWN', 'NUMBER_MISTYPED', 'EXISTS', 'MISSING', 'AMBIGUOUS'] as const;

/** One of {@link RECOGNITION_CODES}. */
export type RecognitionCode = (typeof RECOGNITION_CODES)[number];

/** The keys that were taken for one record when it was sealed ahead: the same whenever they are asked for. */
export interface OwnKeys {
  /** The customer that it becomes, if it is about a new one. */
  readonly takeCustomer: () => number;
  /** Keys of its rows; undefined when there are no more. */
  readonly nextId: () => number | undefined;
}

/** What is got ahead for one batch: primary keys, customer numbers, and what values are sealed with. */
export interface ReservedKeys {
  /** Primary keys of everything but customers. */
  readonly nextId: () => number;
  /** Primary keys of new customers, whose values can be sealed. */
  readonly nextCustomer: () => number;
  readonly nextNumber: () => string;
  readonly seals: Seals;
  /** The keys of a record whose values were sealed ahead. */
  readonly ownKeys?: (record: IncomingRecord) => OwnKeys | undefined;
}

/** Keys as they are reserved: what is left over goes back once the batch's transaction has ended. */
export interface ReservedIncoming extends ReservedKeys {
  readonly release: () => void;
}

import type { SourceDocument } from '@dossier/shared/facts';
import type { Ctx } from '../../platform/context/context.ts';
import type { Trx } from '../../platform/database/tables.ts';

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
  /** Rule code when rejected: NUMBER_UNKNOWN, NUMBER_MISTYPED, EXISTS (create only), MISSING (update only), AMBIGUOUS. */
  readonly code?: string;
}

/**
 * Recognises, creates and updates the customers of a batch in the caller's transaction: set-based, a fixed number of
 * statements whatever the batch holds. Rows of one batch that name the same customer become one customer.
 * `reserveIncoming` must have been called for the batch before the transaction began.
 */
export type ApplyIncoming = (
  ctx: Ctx,
  trx: Trx,
  reserved: ReservedKeys,
  batch: IncomingBatch,
) => Promise<IncomingOutcome[]>;

/** Primary keys and customer numbers taken ahead for one batch. */
export interface ReservedKeys {
  readonly nextId: () => number;
  readonly nextNumber: () => string;
}

/** Keys as they are reserved: numbers left over go back once the batch's transaction has ended. */
export interface ReservedIncoming extends ReservedKeys {
  readonly release: () => void;
}

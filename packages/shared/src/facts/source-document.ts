import type { CustomerField, SingleField } from './customer-field.ts';
import type { VerificationMethod } from './verification-method.ts';

/**
 * One single-valued field as a source gave it. `value` is the standardised text (dates as YYYY-MM-DD, codes as codes);
 * null with a `problem` when the raw text could not be standardised, null without one when the field was cleared.
 */
export interface SingleFact {
  readonly value: string | null;
  /** The text as it came; absent when it equals `value`. */
  readonly raw?: string;
  /** Rule code of what is wrong or doubtful. */
  readonly problem?: string;
}

/** One phone, e-mail address or other way to reach the customer. */
export interface ContactPointFact {
  readonly type: 'PHONE' | 'EMAIL' | 'WECHAT' | 'OTHER';
  readonly label?: 'MOBILE' | 'WORK' | 'HOME' | 'FAX' | 'OTHER';
  /** Standardised (E.164 for phones); the raw text when it could not be standardised. */
  readonly value: string;
  readonly raw?: string;
  /** What equal values share: exact look-up goes by it. Absent when the value is not valid. */
  readonly matchKey?: string;
  readonly holderName?: string;
  readonly holderTitle?: string;
  readonly primary?: boolean;
  /** Milliseconds since 1970. */
  readonly verifiedAt?: number;
  readonly problem?: string;
}

/** One postal address. */
export interface AddressFact {
  readonly type?: 'HOME' | 'WORK' | 'BILLING' | 'SHIPPING' | 'REGISTERED' | 'OTHER';
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly province?: string;
  readonly city?: string;
  readonly district?: string;
  /** GB/T 2260 code of the smallest division recognised. */
  readonly regionCode?: string;
  readonly line?: string;
  readonly postalCode?: string;
  readonly primary?: boolean;
  readonly raw?: string;
  readonly problem?: string;
}

/** One identity document or membership number. */
export interface IdentifierFact {
  readonly type: 'RESIDENT_ID' | 'CREDIT_CODE' | 'PASSPORT' | 'MEMBER_ID' | 'TAX_ID' | 'OTHER';
  readonly issuer?: string;
  readonly value: string;
  readonly raw?: string;
  readonly matchKey?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly verifiedAt?: number;
  readonly problem?: string;
}

/** A value that a person fixed for a field: it is shown whatever the rules say. For a list, it is the one to use. */
export interface PinnedFact {
  readonly fact: SingleFact | ContactPointFact | AddressFact;
  /** Why, in the words of who pinned it. */
  readonly reason: string;
}

/** That somebody checked a value. */
export interface VerifiedValue {
  readonly field: CustomerField;
  /** What equal values of the field share. */
  readonly key: string;
  /** When it was checked: milliseconds since 1970. */
  readonly at: number;
  readonly method: VerificationMethod;
  /** The other values that sources had given by then: said again, they are no news. */
  readonly over?: readonly string[];
}

/**
 * Everything one source said about one customer: the packed content of a source record. Absent fields were not said;
 * `other` keeps the columns that were mapped to nothing.
 */
export interface SourceDocument {
  readonly fields: Readonly<Partial<Record<SingleField, SingleFact>>>;
  readonly contactPoints?: readonly ContactPointFact[];
  readonly addresses?: readonly AddressFact[];
  readonly identifiers?: readonly IdentifierFact[];
  /** Tag names. */
  readonly tags?: readonly string[];
  readonly other?: Readonly<Record<string, string>>;
  /**
   * Set by staff edits only: values of other sources that staff took away, as match keys (or values) by kind, so that
   * they are not shown again.
   */
  readonly hidden?: readonly string[];
  /** Set by staff only: values that are shown whatever the rules say; null takes the field's pin away. */
  readonly pins?: Readonly<Partial<Record<CustomerField, PinnedFact | null>>>;
  /** Set by staff only: values that were checked, whoever says them. */
  readonly verified?: readonly VerifiedValue[];
}

import type { PartnerRisk } from '@dossier/shared/partner';
import type { Purpose } from '@dossier/shared/privacy';
import { remembering } from '../../../platform/memory/remembering.ts';

/** What an app may get, from whom it is asked, and within which bounds: what two people approve. */
export interface Terms {
  /** The company that gets the data. */
  readonly company: string;
  /** Where it keeps them: ISO 3166-1 alpha-2. */
  readonly region: string;
  readonly purposes: readonly Purpose[];
  /** Coordinates of the API, all of them offered. */
  readonly fields: readonly string[];
  /** Networks that it may come from, as CIDR; none: from anywhere. */
  readonly addresses: readonly string[];
  /** The first and the last day of the contract, in the installation's time zone. */
  readonly contractFrom: string;
  readonly contractTo: string;
  readonly risk: PartnerRisk;
  /** Points that it may spend at once; they come back within a minute. */
  readonly burst: number;
  readonly perDay: number;
}

/** Terms as they are stored. */
export function writeTerms(terms: Terms): string {
  return JSON.stringify(terms);
}

/** Terms that were stored. */
// Only `writeTerms` writes them.
export const readTerms = remembering((document: string) => JSON.parse(document) as Terms, 500);

/** Whether terms allow anything that others do not: then they need approval. */
export function isWider(terms: Terms, than: Terms): boolean {
  const isWithin = (some: readonly string[], all: readonly string[]) => some.every((one) => all.includes(one));
  const isFromWithin =
    than.addresses.length === 0 || (terms.addresses.length > 0 && isWithin(terms.addresses, than.addresses));
  return (
    terms.company !== than.company ||
    terms.region !== than.region ||
    terms.risk !== than.risk ||
    !isWithin(terms.purposes, than.purposes) ||
    !isWithin(terms.fields, than.fields) ||
    !isFromWithin ||
    terms.contractFrom < than.contractFrom ||
    terms.contractTo > than.contractTo ||
    terms.burst > than.burst ||
    terms.perDay > than.perDay
  );
}

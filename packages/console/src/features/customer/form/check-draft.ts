import { customerCreateSchema, CUSTOMER_LIMITS, fieldErrors } from '@dossier/shared/customer';
import { message } from '@dossier/shared/error';
import type { Locale, MessageParams, UserErrorCode } from '@dossier/shared/error';
import type { UserErrorLike } from '../../../ui/use-user-errors.ts';
import type { CustomerDraft } from './draft.ts';
import { isAddressFilled } from './to-input.ts';

/** What checking needs to know of the installation and the user. */
export interface CheckOptions {
  /** Country of national phone numbers (ISO 3166). */
  readonly region: string;
  /** Today in the installation's zone, `YYYY-MM-DD`. */
  readonly today: string;
  readonly locale: Locale;
}

/**
 * The refusals the server would answer, found while typing by the same rules (`@dossier/shared/customer`); `field` is the path in the
 * form. Empty rows of lists count for nothing. Codes of code lists are the installation's own and are left to the server.
 */
export function checkDraft(draft: CustomerDraft, { region, today, locale }: CheckOptions): readonly UserErrorLike[] {
  const errors: UserErrorLike[] = [];
  const refuse = (code: UserErrorCode, field: readonly string[], params: MessageParams = {}): void => {
    errors.push({ code, field, message: message(code, params, locale) });
  };
  const contacts = kept(draft.contactPoints, ({ value }) => value.trim() !== '');
  const addresses = kept(draft.addresses, isAddressFilled);
  const identifiers = kept(draft.identifiers, ({ value }) => value.trim() !== '');
  const parsed = customerCreateSchema.safeParse({
    kind: draft.kind,
    name: draft.name,
    note: draft.note || null,
    birthDate: draft.kind === 'PERSON' ? draft.birthDate || null : null,
    employer: draft.kind === 'PERSON' ? draft.employer || null : null,
    jobTitle: draft.kind === 'PERSON' ? draft.jobTitle || null : null,
    contactPoints: contacts.map(({ row }) => ({
      type: row.type,
      value: row.value,
      region,
      primary: row.isPrimary,
      holderName: row.holderName || null,
      holderTitle: row.holderTitle || null,
    })),
    addresses: addresses.map(({ row }) => ({
      type: row.type,
      country: row.country || null,
      province: row.province || null,
      city: row.city || null,
      district: row.district || null,
      line: row.line || null,
      postalCode: row.postalCode || null,
    })),
    identifiers: identifiers.map(({ row }) => ({
      type: row.type,
      issuer: row.issuer || null,
      value: row.value,
      validFrom: row.validFrom || null,
      validTo: row.validTo || null,
    })),
  });
  const positions: Readonly<Record<string, readonly { readonly position: number }[]>> = {
    contactPoints: contacts,
    addresses,
    identifiers,
  };
  if (!parsed.success) {
    for (const { code, field, params } of fieldErrors(parsed.error)) {
      const [list = '', index = '', ...rest] = field;
      const position = positions[list]?.[Number(index)]?.position;
      const path = position === undefined ? field : [list, String(position), ...rest];
      refuse(
        code,
        path.map((part) => (part === 'primary' ? 'isPrimary' : part)),
        params,
      );
    }
  }
  for (const field of ['familyName', 'givenName'] as const)
    if (draft[field].length > CUSTOMER_LIMITS.name) refuse('TOO_LONG', [field], { max: CUSTOMER_LIMITS.name });
  if (draft.kind === 'PERSON' && draft.birthDate > today) refuse('DATE_FUTURE', ['birthDate']);
  return errors;
}

function kept<T>(
  rows: readonly T[],
  isFilled: (row: T) => boolean,
): readonly { readonly row: T; readonly position: number }[] {
  return rows.map((row, position) => ({ row, position })).filter(({ row }) => isFilled(row));
}

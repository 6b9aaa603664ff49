import type { MovedCounts } from '../../modules/custody/index.ts';
import type { ForeseenField } from '../../modules/customer/index.ts';
import { toPreviewFields } from '../../modules/identity/index.ts';
import type { Ctx } from '../../platform/context/context.ts';

/** What a customer will show, as commands print it. */
export interface PrintedField {
  readonly field: string;
  readonly shown: readonly PrintedValue[];
  readonly losing: readonly PrintedValue[];
}

/** One value of it. */
interface PrintedValue {
  /** Null for documents, which no preview shows. */
  readonly value: string | null;
  /** The customer it was collected for. */
  readonly number: string | null;
  readonly source: string | null;
}

const HIDDEN = '(not shown here)';

/** Foreseen fields with names instead of keys. */
export async function printedFields(ctx: Ctx, fields: readonly ForeseenField[]): Promise<PrintedField[]> {
  const shown = await toPreviewFields(ctx, fields, (subject) => subject);
  type Values = (typeof shown)[number]['shown'];
  const print = (values: Values): PrintedValue[] =>
    values.map(({ value, customerNumber: number, source }) => ({ value, number, source: source?.name ?? null }));
  return shown.map(({ field, shown: chosen, losing }) => ({ field, shown: print(chosen), losing: print(losing) }));
}

/** The same for a person, one field a line, with what is kept and not shown behind it. */
export function fieldLines(fields: readonly PrintedField[]): string[] {
  const text = (values: readonly PrintedValue[]) => values.map(({ value }) => value ?? HIDDEN).join(', ') || '—';
  return fields.map(
    ({ field, shown, losing }) =>
      `  ${field.padEnd(15)} ${text(shown)}${losing.length === 0 ? '' : `   (over ${text(losing)})`}`,
  );
}

/** How many of what go along, for a person. */
export function movedText({ records, orders, consents }: MovedCounts): string {
  return [
    counted(records, 'source record'),
    counted(orders, 'order'),
    counted(consents, 'entry of the consent ledger', 'entries of the consent ledger'),
  ].join(', ');
}

/** A number of things in English. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

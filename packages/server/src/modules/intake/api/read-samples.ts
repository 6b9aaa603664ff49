import type { Locale } from '@dossier/shared/error';
import type { Ctx } from '../../../platform/context/context.ts';
import { openOwn } from '../../../platform/crypto/key-store/own-key.ts';
import { customerLoader } from '../../customer/index.ts';
import type { ImportSample } from '../rehearsal/samples.ts';
import type { ImportRecord } from '../run/import.repository.ts';
import { DRY_RUN_SAMPLES } from '../run/sealed-columns.ts';
import { rowMessage } from '../run/row-message.ts';
import type { ImportSampleType } from './import-preview.type.ts';

/** The examples of the last dry run, with their customers. */
export async function readSamples(ctx: Ctx, record: ImportRecord): Promise<ImportSampleType[]> {
  if (record.dryRunSamples === null) return [];
  const open = await openOwn(ctx.keyStore, DRY_RUN_SAMPLES, record.id, 'DRY_RUN_SAMPLES');
  // Only the dry run writes the column.
  const samples = (open(record.id, record.dryRunSamples) as readonly ImportSample[] | undefined) ?? [];
  const loader = ctx.once(customerLoader);
  return await Promise.all(
    samples.map(async ({ outcome, row, customerId, changes, rejection }) => ({
      outcome,
      row,
      changes: rejection ? [reasonOf(rejection, ctx.locale)] : changes,
      customer: customerId === 0 ? null : await loader.load(customerId),
    })),
  );
}

function reasonOf({ column, code, params }: NonNullable<ImportSample['rejection']>, locale: Locale): string {
  const text = rowMessage(code, params ?? {}, locale);
  return column === null ? text : `${column}: ${text}`;
}

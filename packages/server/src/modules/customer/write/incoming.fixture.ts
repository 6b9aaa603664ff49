import { numberPattern } from '@dossier/shared/customer-number';
import type { SourceDocument } from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import { TEST_SETTINGS } from '../../../platform/testing/test-context.ts';
import type { IncomingBatch, IncomingOutcome } from '../incoming.ts';
import { applyIncoming, reserveIncoming } from './apply-incoming.ts';

/** What a source says of a person. */
export function person(
  name: string,
  more: Partial<SourceDocument> & { phone?: string; email?: string; birthDate?: string } = {},
): SourceDocument {
  const { phone, email, birthDate, ...rest } = more;
  const point = (type: 'PHONE' | 'EMAIL', value: string) => ({ type, value, matchKey: value });
  const contactPoints = [...(phone ? [point('PHONE', phone)] : []), ...(email ? [point('EMAIL', email)] : [])];
  return {
    fields: {
      NAME: { value: name },
      KIND: { value: 'PERSON' },
      ...(birthDate ? { BIRTH_DATE: { value: birthDate } } : {}),
    },
    ...(contactPoints.length > 0 ? { contactPoints } : {}),
    ...rest,
  };
}

/** Applies records as the first import of a file of `sourceId` would, unless told otherwise, in a transaction of its own. */
export async function applyRecords(
  ctx: Ctx,
  of: Partial<IncomingBatch> & Pick<IncomingBatch, 'sourceId' | 'at' | 'records'>,
): Promise<IncomingOutcome[]> {
  const reserved = await reserveIncoming(ctx, of.records);
  const batch: IncomingBatch = {
    channel: 'FILE',
    importId: 1,
    actorId: 1,
    mode: 'CREATE_AND_UPDATE',
    keys: [['PHONE', 'NAME']],
    numberPatterns: [numberPattern(TEST_SETTINGS.numberPattern)],
    dryRun: false,
    ...of,
  };
  return await ctx.db.transaction(async (trx) => await applyIncoming(trx, reserved, batch));
}

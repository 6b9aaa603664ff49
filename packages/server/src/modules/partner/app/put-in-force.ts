import { PARTNER_LIMITS as LIMITS } from '@dossier/shared/partner';
import type { GraphQLSchema } from 'graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { recordAudit } from '../../audit/index.ts';
import { partnerSchema, printedSchema } from '../scope/partner-schema.ts';
import type { AppRow, TermsRow } from './partner-apps.ts';
import { readTerms } from './terms.ts';

const DAY_MS = 86_400_000;

/** When an app that was looked at now has to be looked at again. */
export function reviewed(ctx: Ctx): { reviewed_at: number; review_due_at: number } {
  return { reviewed_at: ctx.now(), review_due_at: ctx.now() + LIMITS.reviewDays * DAY_MS };
}

/**
 * Makes terms count from the app's next request on, in place of those that did. Keeps the schema that they give. Returns what
 * changes of the app.
 */
export async function putInForce(
  trx: Trx,
  ctx: Ctx,
  schema: GraphQLSchema,
  app: AppRow,
  terms: Pick<TermsRow, 'number' | 'document'>,
): Promise<Partial<AppRow>> {
  await trx
    .updateTable('partner_terms')
    .set({ state: 'REPLACED' })
    .where('app_id', '=', app.id)
    .where('state', '<>', 'REJECTED')
    .where('number', '<>', terms.number)
    .execute();
  await trx
    .updateTable('partner_terms')
    .set({
      state: 'IN_FORCE',
      decided_at: ctx.now(),
      sdl: printedSchema(partnerSchema(schema, readTerms(terms.document).fields)),
    })
    .where('app_id', '=', app.id)
    .where('number', '=', terms.number)
    .execute();
  await recordAudit(trx, ctx, {
    action: 'partnerApp.inForce',
    objectType: 'partnerApp',
    objectId: app.id,
    detail: { terms: terms.number },
  });
  return { in_force: terms.number, proposed: null };
}

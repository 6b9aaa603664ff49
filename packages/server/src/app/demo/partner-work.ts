import type { GraphQLSchema } from 'graphql';
import type { Ctx } from '../../platform/context/context.ts';
import { approveTerms, findApp, registerApp, submitTerms } from '../../modules/partner/index.ts';
import { recordConsents } from '../../modules/privacy/index.ts';

/** So many customers said yes to it. */
const CONSENTING = 40;

const TERMS = {
  company: '晨光物流有限公司',
  region: 'CN',
  purposes: ['SERVICE' as const],
  fields: [
    'Query.customer',
    'Query.customers',
    'Customer.id',
    'Customer.number',
    'Customer.name',
    'Customer.city',
    'Customer.primaryPhone',
    'ContactPoint.value',
  ],
  addresses: [],
  contractFrom: '2024-01-01',
  contractTo: '2099-12-31',
  risk: 'LOW' as const,
  burst: 5_000,
  perDay: 200_000,
};

/** Registers the app of a made-up haulier, which two people approve, and enters who agreed to it. Returns its key. */
export async function makeDemoPartner(
  schema: GraphQLSchema,
  { manager, approvers }: { readonly manager: Ctx; readonly approvers: readonly Ctx[] },
): Promise<number> {
  const id = await registerApp(manager, schema, {
    name: '晨光配送',
    contactName: '郑凯',
    contactEmail: 'dev@partner.example',
    note: '送货前联系收货人',
    terms: TERMS,
  });
  const versionOf = async () => (await findApp(manager.db.read, id))?.version ?? 0;
  await submitTerms(manager, id, await versionOf());
  for (const ctx of approvers) await approveTerms(ctx, schema, id, await versionOf(), null);
  await enterConsents(manager, id);
  return id;
}

async function enterConsents(ctx: Ctx, recipientId: number): Promise<void> {
  const customers = await ctx.db.read
    .selectFrom('customer')
    .select(['id', 'subject_id'])
    .where('status', '=', 'ACTIVE')
    .where('kind', '=', 'PERSON')
    .orderBy('id')
    .limit(CONSENTING)
    .execute();
  await ctx.db.ids.ensure(2 * CONSENTING);
  await ctx.db.transaction(
    async (trx) =>
      await recordConsents(
        trx,
        ctx,
        customers.map(({ id, subject_id: subjectId }, place) => ({
          customerId: id,
          subjectId,
          purpose: 'SERVICE' as const,
          recipientId,
          basis: 'CONSENT' as const,
          // Some do not want to be called.
          fields: place % 4 === 3 ? ['NAME', 'CITY'] : ['NAME', 'CITY', 'PHONE'],
          decision: 'GRANTED' as const,
          evidence: { kind: 'WEB_FORM' as const, text: '下单页勾选“由合作物流送货”' },
        })),
      ),
  );
}

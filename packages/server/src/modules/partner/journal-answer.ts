import type { Ctx } from '../../platform/context/context.ts';
import { fieldSetText, journalDisclosure } from '../privacy/index.ts';

/**
 * Writes down which fields of which customers an answer gives to a partner app; one entry for each set of fields, since consent
 * differs from customer to customer. Wait for it before the answer leaves.
 */
export async function journalAnswer(ctx: Ctx): Promise<void> {
  const { app } = ctx.actor;
  if (!app) return;
  const bySet = new Map<string, { fieldSet: string[]; customerKeys: number[] }>();
  for (const [key, fields] of ctx.access.disclosed) {
    const fieldSet = [...fields];
    const text = fieldSetText(fieldSet);
    const known = bySet.get(text);
    if (known) known.customerKeys.push(key);
    else bySet.set(text, { fieldSet, customerKeys: [key] });
  }
  await Promise.all(
    [...bySet.values()].map(
      async (given) =>
        await journalDisclosure(ctx, {
          way: 'APP',
          readerId: app.id,
          purpose: app.purpose,
          requestId: ctx.requestId,
          ...given,
        }),
    ),
  );
}

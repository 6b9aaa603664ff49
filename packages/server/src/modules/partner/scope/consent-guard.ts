import type { CustomerField } from '@dossier/shared/facts';
import { coversField } from '@dossier/shared/privacy';
import { defaultFieldResolver, type GraphQLFieldResolver } from 'graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { remembering } from '../../../platform/memory/remembering.ts';
import { keepBack } from '../../../platform/policy/guard-fields.ts';
import { CONSENTED_COLUMN, codesOf } from '../../privacy/index.ts';

type Resolver = GraphQLFieldResolver<unknown, Ctx>;

/** A customer as apps get it: with the fields that it consented to, read by the statement that found it. */
interface ConsentingRow {
  readonly key: number;
  readonly [CONSENTED_COLUMN]: string;
}

// A few texts of field sets come again in every row.
const coverage = remembering((text: string) => {
  const codes = codesOf(text);
  return remembering((field: CustomerField) => ({ covered: coversField(codes, field) }));
});

/**
 * A field of a customer that answers only where the customer's consent, for the purpose of the request and to its app, covers
 * all of these fields; what is answered is noted for the journal of disclosures.
 */
export function byConsent(fields: readonly CustomerField[], inner: Resolver = defaultFieldResolver): Resolver {
  return (row, args, ctx, info) => {
    if (!isConsenting(row) || !ctx.actor.app) throw new Error('a customer without its consent was read for an app');
    const covers = coverage(row[CONSENTED_COLUMN]);
    const missing = fields.find((field) => !covers(field).covered);
    if (missing) {
      const { purpose } = ctx.actor.app;
      return keepBack(ctx, info, 'CONSENT_NOT_FOR_FIELD', `consent/${purpose}/${missing}`);
    }
    note(ctx, row.key, fields);
    return inner(row, args, ctx, info);
  };
}

function isConsenting(row: unknown): row is ConsentingRow {
  return typeof row === 'object' && row !== null && 'key' in row && CONSENTED_COLUMN in row;
}

function note({ access: { disclosed } }: Ctx, key: number, fields: readonly CustomerField[]): void {
  let given = disclosed.get(key);
  if (!given) disclosed.set(key, (given = new Set()));
  for (const field of fields) given.add(field);
}

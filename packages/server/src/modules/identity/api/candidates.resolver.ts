import { Arg, Ctx as FromContext, Query, Resolver } from 'type-graphql';
import type { SingleFact } from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import { addressFact, contactPointFact, identifierFact, singleFacts } from '../../customer/index.ts';
import { findCandidates } from '../candidates/find-candidates.ts';
import { probabilityOf } from '../model/model.ts';
import type { Said } from '../record/to-match-record.ts';
import { CustomerMatch, CustomerMatchInput } from './candidates.type.ts';

/** Who may be the one that a form describes. */
@Resolver()
export class CandidatesResolver {
  @Query(() => [CustomerMatch], {
    nullable: true,
    description:
      'Customers who may be the one described, the likeliest first: at most 10, each with a chance of 5 % or more or with the same phone, e-mail address or document, weighed as the last run of recognition learned it. Only values that you may search by take part. Null before there was a run: ask customerDuplicates then.',
  })
  async customerMatches(
    @Arg('input', () => CustomerMatchInput) input: CustomerMatchInput,
    @FromContext() ctx: Ctx,
  ): Promise<CustomerMatch[] | null> {
    const { kind, name, excludeId } = input;
    const found = await findCandidates(ctx, {
      kind,
      name: name?.trim() || undefined,
      said: await saidBy(ctx, input),
      excludeId: excludeId ? ctx.publicIds.decode('cus', excludeId) : undefined,
    });
    if (found === undefined) return null;
    return found.map(({ customer, weight, fields }) => ({
      customer,
      weight,
      probability: probabilityOf(weight),
      fields: fields.flatMap(({ level, ...rest }) => (level === undefined ? [] : [{ level, ...rest }])),
    }));
  }
}

async function saidBy(ctx: Ctx, input: CustomerMatchInput): Promise<Said> {
  const options = { phoneRegion: (await ctx.settings()).defaultPhoneRegion, at: ctx.now() };
  const { kind, name, familyName, givenName, gender, birthDate, employer } = input;
  const singles = singleFacts({ kind, name, familyName, givenName, gender, birthDate, employer }, kind);
  const contacts = (type: 'PHONE' | 'EMAIL', values: readonly string[] | null | undefined) =>
    (values ?? []).map((value) => ({ fact: contactPointFact({ type, value }, options) }));
  return {
    fields: new Map(
      Object.entries(singles ?? {}).map(([field, fact]): [string, { fact: SingleFact }] => [field, { fact }]),
    ),
    contactPoints: [...contacts('PHONE', input.phones), ...contacts('EMAIL', input.emails)],
    addresses: (input.addresses ?? []).map((address) => ({ fact: addressFact(address) })),
    identifiers: (input.identifiers ?? []).map((identifier) => ({ fact: identifierFact(identifier, options) })),
    hidden: new Set(),
  };
}

import {
  formatNumber,
  numberPattern,
  numberPatternSchema,
  type NumberPattern as Pattern,
} from '@dossier/shared/customer-number';
import { Arg, Ctx as FromContext, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { DecimalScalar } from '../../../platform/graphql/scalars.ts';
import { answer, UserError } from '../../../platform/graphql/user-error.type.ts';
import { recordAudit } from '../../audit/index.ts';
import { forgetSettings, writeSettings } from '../../dictionary/index.ts';
import { scopeOf } from './number-allocator.ts';
import { forgetNumberPatterns } from './number-patterns.ts';

/** How customer numbers are made. */
@AboutInstallation()
@ObjectType({ description: 'How new customer numbers are made. Numbers once given keep their writing.' })
export class NumberPattern {
  @Readable(
    () => String,
    'INTERNAL',
    'The pattern: letters and digits as they are, {yyyyMMdd} and shorter dates, {seq:N}, {check} last, and separators.',
  )
  pattern: string;
  @Readable(() => String, 'INTERNAL', 'What a number made today looks like.')
  example: string;
  @Readable(() => String, 'INTERNAL', 'The check character’s system: MOD_11_10, MOD_37_36 (ISO 7064) or NONE.')
  check: string;
  @Readable(() => DecimalScalar, 'INTERNAL', 'The sequence value from which the next block is taken.')
  nextSequence: string;
}

/** Answer to a change of the pattern. */
@AboutInstallation()
@ObjectType({ description: 'The pattern in force, or why it was not changed.' })
export class NumberPatternPayload {
  @Readable(() => NumberPattern, 'INTERNAL', 'The pattern in force; null when refused.', { nullable: true })
  numberPattern: NumberPattern | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** The customer number pattern. */
@Resolver()
export class NumberPatternResolver {
  @Query(() => NumberPattern, { description: 'How new customer numbers are made.' })
  async numberPattern(@FromContext() ctx: Ctx): Promise<NumberPattern> {
    return await inForce(ctx, numberPattern((await ctx.settings()).numberPattern));
  }

  @Mutation(() => NumberPatternPayload, {
    description: 'Changes how new customer numbers are made; existing numbers stay. Needs SETTINGS_WRITE.',
  })
  async numberPatternUpdate(
    @Arg('pattern', () => String, { description: 'For example C{yy}{seq:8}{check}.' }) pattern: string,
    @FromContext() ctx: Ctx,
  ): Promise<NumberPatternPayload> {
    return await answer(ctx, async () => {
      const read = numberPatternSchema.safeParse(pattern);
      if (!read.success) refuse('NUMBER_PATTERN_INVALID', ['pattern']);
      await ctx.db.ids.ensure(1);
      await ctx.db.transaction(async (trx) => {
        await writeSettings(trx, { numberPattern: read.data.source });
        await recordAudit(trx, ctx, {
          action: 'numberPattern.updated',
          objectType: 'settings',
          fields: ['numberPattern'],
        });
      });
      forgetSettings(ctx.db);
      forgetNumberPatterns(ctx.db);
      return { numberPattern: await inForce(ctx, read.data) };
    });
  }
}

async function inForce(ctx: Ctx, pattern: Pattern): Promise<NumberPattern> {
  const zone = (await ctx.settings()).timeZone;
  const row = await ctx.db.read
    .selectFrom('number_sequence')
    .select('next_value')
    .where('scope', '=', scopeOf(pattern, { at: ctx.now(), timeZone: zone }))
    .executeTakeFirst();
  const sequence = row?.next_value ?? 1;
  return {
    pattern: pattern.source,
    example: formatNumber(pattern, { instant: ctx.now(), zone, sequence }),
    check: pattern.checkSystem ?? 'NONE',
    nextSequence: String(sequence),
  };
}

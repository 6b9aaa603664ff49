import { numberPattern, type NumberPattern, plainNumber, readNumber } from '@dossier/shared/customer-number';
import type { Ctx } from '../../../platform/context/context.ts';
import { briefMemory } from '../../../platform/database/brief-memory.ts';
import type { Database } from '../../../platform/database/database.ts';

const KEPT_MS = 5_000;
/** Characters that a stored number has at most. */
const LONGEST = 40;

const everUsed = briefMemory(KEPT_MS, async ({ heavy }) => {
  const blocks = await heavy.selectFrom('number_block').select('pattern').distinct().execute();
  return blocks.map(({ pattern }) => pattern);
});

/** Every pattern that numbers were made by, the present one first: what was once given stays valid in its own writing. */
export async function numberPatterns(ctx: Pick<Ctx, 'db' | 'settings'>): Promise<readonly NumberPattern[]> {
  const { numberPattern: present } = await ctx.settings();
  return [...new Set([present, ...(await everUsed.read(ctx.db))])].map((source) => numberPattern(source));
}

/** Makes the next reader of this process look again. Call after the pattern was changed. */
export function forgetNumberPatterns(db: Database): void {
  everUsed.forget(db);
}

/**
 * The writings under which a typed number may be stored, and whether it is a slip away from one. Besides what the patterns
 * take, the text itself: it may come from before anything is known of.
 */
export function readTypedNumber(patterns: readonly NumberPattern[], typed: string) {
  const { numbers, isMistyped, suggestions } = readNumber(patterns, typed);
  const asTyped = [typed.normalize('NFKC').trim().toUpperCase(), plainNumber(typed)];
  const writings = [...new Set([...numbers, ...asTyped])].filter((text) => text !== '' && text.length <= LONGEST);
  return { numbers, writings, isMistyped, suggestions };
}

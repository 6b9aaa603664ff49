import { checkNumber } from '@dossier/shared/customer-number';
import type { Ctx } from '../../../platform/context/context.ts';
import type { DoctorCheck, Finding } from '../../../platform/doctor/doctor-check.ts';
import { numberPatterns } from './number-patterns.ts';

/** A block of numbers, and what became of it. */
export interface BlockUse {
  readonly first: string;
  readonly last: string;
  readonly size: number;
  /** Customers that have a number of the block. */
  readonly used: number;
  /** Numbers never given to anybody. Until the process that took the block stops they may still be; afterwards never. */
  readonly unused: number;
  readonly takenAt: number;
  readonly takenBy: string;
}

const MOST_LISTED = 20;

/** How far every block that a process took has been used, the newest first. */
export async function blockUse(ctx: Ctx): Promise<BlockUse[]> {
  const blocks = await ctx.db.heavy.selectFrom('number_block').selectAll().orderBy('id', 'desc').execute();
  const uses: BlockUse[] = [];
  for (const block of blocks) {
    // Numbers of a block have one length and differ in the sequence only, so their order is that of the sequence.
    const row = await ctx.db.heavy
      .selectFrom('customer')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('number', '>=', block.first_number)
      .where('number', '<=', block.last_number)
      .executeTakeFirstOrThrow();
    const size = block.last_value - block.first_value + 1;
    const used = Math.min(Number(row.n), size);
    uses.push({
      first: block.first_number,
      last: block.last_number,
      size,
      used,
      unused: size - used,
      takenAt: block.taken_at,
      takenBy: block.taken_by,
    });
  }
  return uses;
}

/** `dossier doctor numbers`: the blocks with used and lost numbers, and numbers whose check character is wrong. */
export const numbersCheck: DoctorCheck = {
  name: 'numbers',
  description: 'the blocks of customer numbers: how many are used, how many were lost',
  run: async (ctx) => {
    const uses = await blockUse(ctx);
    const findings: Finding[] = uses.slice(0, MOST_LISTED).map((use) => ({
      level: 'NOTE',
      message: `${use.first} to ${use.last}, taken ${new Date(use.takenAt).toISOString()} by ${use.takenBy}: ${use.used} of ${use.size} used, ${use.unused} not.`,
    }));
    const total = uses.reduce((sum, { size, used }) => ({ size: sum.size + size, used: sum.used + used }), {
      size: 0,
      used: 0,
    });
    findings.push({
      level: 'NOTE',
      message: `${uses.length} blocks, ${total.size} numbers: ${total.used} used, ${total.size - total.used} lost or not given yet.`,
    });
    return [...findings, ...(await wrongNumbers(ctx))];
  },
};

async function wrongNumbers(ctx: Ctx): Promise<Finding[]> {
  const patterns = await numberPatterns(ctx);
  let wrong = 0;
  let example = '';
  for (let after = ''; ;) {
    const rows = await ctx.db.heavy
      .selectFrom('customer')
      .select('number')
      .where('number', '>', after)
      .orderBy('number')
      .limit(5_000)
      .execute();
    for (const { number } of rows) {
      if (patterns.some((pattern) => checkNumber(pattern, number).state === 'OK')) continue;
      wrong++;
      example ||= number;
    }
    after = rows.at(-1)?.number ?? after;
    if (rows.length < 5_000) break;
  }
  if (wrong === 0) return [];
  return [
    { level: 'ERROR', message: `${wrong} customers have a number that no pattern ever made (for example ${example}).` },
  ];
}

import type { DoctorCheck } from '../../../platform/doctor/doctor-check.ts';

const LATE_MS = 60_000;

/** `dossier doctor disclosures`: whether what was shown and disclosed is folded in time. */
export const disclosuresCheck: DoctorCheck = {
  name: 'disclosures',
  description: 'whether the disclosure journal is folded in time',
  run: async (ctx) => {
    const { count, oldest } = await ctx.db.heavy
      .selectFrom('disclosure_journal')
      .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('at').as('oldest')])
      .executeTakeFirstOrThrow();
    if (Number(count) === 0 || Number(oldest) > ctx.now() - LATE_MS) return [];
    return [
      {
        level: 'WARNING',
        message: `${Number(count)} responses wait to be folded into the ledger of who saw what, the oldest since ${new Date(Number(oldest)).toISOString()}: is a worker running?`,
      },
    ];
  },
};

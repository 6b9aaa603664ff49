import type { Role } from '@dossier/shared/access';
import { testEngine } from '../../platform/testing/test-database.ts';

/** Those for whom two installations are built: everybody from whom something of customers is hidden. */
export const PRINCIPALS: readonly (readonly Role[])[] = [
  ['PRIVACY_OFFICER'],
  ['AUDITOR'],
  ['MANAGER'],
  ['SALES'],
  ['SUPPORT'],
  ['ANALYST'],
  ['VIEWER'],
  ['SALES', 'ANALYST'],
];

/** What chance begins with; another one with `DOSSIER_SEED`. */
export const SEED = Number(process.env['DOSSIER_SEED'] ?? 20_260_305);

/**
 * How many operations each of them tries: a few in every run, since an operation takes 10 ms of a processor in both worlds together
 * and building these 3 s; many, and the seeded holes with them, with `DOSSIER_TWO_WORLDS`.
 */
export const OPERATIONS = Number(process.env['DOSSIER_TWO_WORLDS'] ?? (testEngine() === 'sqlite' ? 80 : 30));

/** Whether this is a long run. */
export const IS_LONG = 'DOSSIER_TWO_WORLDS' in process.env;

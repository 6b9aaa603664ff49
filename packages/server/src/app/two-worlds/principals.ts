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

/** Whether this is a long run. */
export const IS_LONG = 'DOSSIER_TWO_WORLDS' in process.env;

/**
 * How many operations each of them tries: some in every run, since an operation takes 10 ms of a processor in both worlds together
 * and building these 3 s; many with `DOSSIER_TWO_WORLDS`.
 */
export const OPERATIONS = Number(process.env['DOSSIER_TWO_WORLDS'] ?? 100);

/** What answers are made of does not depend on the engine: servers are tried in long runs, as are the seeded holes. */
export const IS_TRIED = testEngine() === 'sqlite' || IS_LONG;

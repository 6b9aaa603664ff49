import type { Role } from '@dossier/shared/access';

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

import type { Attack } from '../attack.ts';
import { BREAK_GLASS } from './break-glass.ts';
import { CLIENTS } from './clients.ts';
import { CREDENTIALS } from './credentials.ts';
import { FUNCTIONS } from './functions.ts';
import { INJECTION } from './injection.ts';
import { INPUTS } from './inputs.ts';
import { LIBRARY } from './library.ts';
import { OTHER_SITES } from './other-sites.ts';
import { PARTNER_APPS } from './partner-apps.ts';
import { PROOFS } from './proofs.ts';
import { ROWS } from './rows.ts';
import { SETTINGS } from './settings.ts';
import { SIDE_CHANNELS } from './side-channels.ts';
import { TOO_MUCH } from './too-much.ts';
import { VALUES } from './values.ts';

/** All attacks by name. */
export const ATTACKS: readonly Attack[] = [
  ...ROWS,
  ...VALUES,
  ...SIDE_CHANNELS,
  ...BREAK_GLASS,
  ...FUNCTIONS,
  ...CREDENTIALS,
  ...PROOFS,
  ...OTHER_SITES,
  ...TOO_MUCH,
  ...INJECTION,
  ...SETTINGS,
  ...PARTNER_APPS,
  ...CLIENTS,
  ...LIBRARY,
  ...INPUTS,
];

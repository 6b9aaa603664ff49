import type { Role } from '@dossier/shared/access';
import { inviteUser, setPassword } from '../../modules/access/index.ts';
import { NO_CLIENT } from '../../platform/context/client.ts';
import type { Ctx } from '../../platform/context/context.ts';

/** Somebody who works at the made-up company. */
export interface DemoAccount {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Known to everybody who reads this file: see `refuseDemoBeyondThisMachine`. */
  readonly password: string;
}

/** The people who can sign in to a demo. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    email: 'lin@demo.example',
    name: '林晓',
    roles: ['SECURITY_ADMIN', 'DATA_STEWARD', 'MANAGER'],
    password: 'silver-teapot-41',
  },
  { email: 'he@demo.example', name: '何佳怡', roles: ['DATA_STEWARD'], password: 'bamboo-lantern-27' },
  { email: 'ben@demo.example', name: 'Ben Carter', roles: ['VIEWER'], password: 'harbour-window-93' },
];

/** Who keeps the demo company's data: its imports and edits are theirs. */
export const DEMO_STEWARD = 'he@demo.example';

/** Creates the demo's users; returns their keys by address. */
export async function createDemoAccounts(ctx: Ctx): Promise<ReadonlyMap<string, number>> {
  const made = new Map<string, number>();
  for (const { email, name, roles, password } of DEMO_ACCOUNTS) {
    const local = { ...ctx, client: { ...NO_CLIENT, baseUrl: 'http://localhost' } };
    const { userId, link } = await inviteUser(local, { email, name, roles });
    await setPassword(local, { token: new URL(link).hash.slice(1), password });
    made.set(email, userId);
  }
  return made;
}

/** What the start of a demo tells. */
export function accountsText(): string {
  const width = Math.max(...DEMO_ACCOUNTS.map(({ email }) => email.length));
  return DEMO_ACCOUNTS.map(
    ({ email, roles, password }) =>
      `  ${email.padEnd(width)}  ${password.padEnd(18)}  ${roles.join(', ').toLowerCase().replaceAll('_', ' ')}`,
  ).join('\n');
}

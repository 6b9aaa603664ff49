import type { Role } from '@dossier/shared/access';
import { hkdfSync } from 'node:crypto';
import { giveTotp, inviteUser, mustHaveSecondFactor, seedOfBytes, setPassword } from '../../modules/access/index.ts';
import { NO_CLIENT } from '../../platform/context/client.ts';
import type { Ctx, Services } from '../../platform/context/context.ts';

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
    if (await mustHaveSecondFactor(ctx.db, { id: userId, roles })) await giveTotp(ctx, userId, demoSeed(ctx, email));
    made.set(email, userId);
  }
  return made;
}

/**
 * The seed of a demo account's code generator. It comes from the keys in the demo's own folder, so that each demo has its own:
 * what one printed opens no other installation, were it a copy of the same accounts.
 */
export function demoSeed({ keys }: Pick<Services, 'keys'>, email: string): string {
  return seedOfBytes(new Uint8Array(hkdfSync('sha256', keys.factors, '', `demo ${email}`, 20)));
}

/** What the start of a demo tells: address, password, seed of the second factor, roles. */
export async function accountsText(services: Pick<Services, 'keys' | 'db'>): Promise<string> {
  const width = Math.max(...DEMO_ACCOUNTS.map(({ email }) => email.length));
  const lines = DEMO_ACCOUNTS.map(async ({ email, roles, password }) => {
    const has = await mustHaveSecondFactor(services.db, { id: 0, roles });
    const seed = (has ? demoSeed(services, email) : '').padEnd(32);
    const named = roles.join(', ').toLowerCase().replaceAll('_', ' ');
    return `  ${email.padEnd(width)}  ${password.padEnd(18)}  ${seed}  ${named}`;
  });
  return `${(await Promise.all(lines)).join('\n')}
The third column is the seed of a second factor, made for this folder alone: give it to an authenticator app,
or to  oathtool --totp --base32 <seed>`;
}

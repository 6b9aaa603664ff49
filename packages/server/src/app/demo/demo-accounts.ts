import type { Role } from '@dossier/shared/access';
import { hkdfSync } from 'node:crypto';
import { giveTotp, inviteUser, needsSecondFactor, seedOfBytes, setPassword } from '../../modules/access/index.ts';
import { NO_CLIENT } from '../../platform/context/client.ts';
import type { Ctx, Services } from '../../platform/context/context.ts';

/** Somebody who works at the made-up company. */
export interface DemoAccount {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Known to everybody who reads this file: see `refuseDemoBeyondThisMachine`. */
  readonly password: string;
}

/** The people who can sign in to a demo. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { email: 'lin@demo.example', name: '林晓', role: 'ADMIN', password: 'silver-teapot-41' },
  { email: 'he@demo.example', name: '何佳怡', role: 'STEWARD', password: 'bamboo-lantern-27' },
  { email: 'ben@demo.example', name: 'Ben Carter', role: 'VIEWER', password: 'harbour-window-93' },
];

/** Creates the demo's users; returns their keys by role. */
export async function createDemoAccounts(ctx: Ctx): Promise<Readonly<Record<Role, number>>> {
  const made = { ADMIN: 0, STEWARD: 0, VIEWER: 0 };
  for (const { email, name, role, password } of DEMO_ACCOUNTS) {
    const local = { ...ctx, client: { ...NO_CLIENT, baseUrl: 'http://localhost' } };
    const { userId, link } = await inviteUser(local, { email, name, roles: [role] });
    await setPassword(local, { token: new URL(link).hash.slice(1), password });
    if (needsSecondFactor([role])) await giveTotp(ctx, userId, demoSeed(ctx, email));
    made[role] = userId;
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

/** What the start of a demo tells. */
export function accountsText(services: Pick<Services, 'keys'>): string {
  const width = Math.max(...DEMO_ACCOUNTS.map(({ email }) => email.length));
  const lines = DEMO_ACCOUNTS.map(({ email, role, password }) => {
    const account = `  ${email.padEnd(width)}  ${password.padEnd(18)}  ${role.toLowerCase().padEnd(8)}`;
    return needsSecondFactor([role]) ? `${account}  ${demoSeed(services, email)}` : account.trimEnd();
  });
  return `${lines.join('\n')}
The last column is the seed of a second factor, made for this folder alone: give it to an authenticator app,
or to  oathtool --totp --base32 <seed>`;
}

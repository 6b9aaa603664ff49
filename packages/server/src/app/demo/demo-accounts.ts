import { PARTNERS_ROLE, type Role } from '@dossier/shared/access';
import { hkdfSync } from 'node:crypto';
import {
  giveTotp,
  grantsByDefault,
  inviteUser,
  needsSecondFactor,
  seedOfBytes,
  setPassword,
} from '../../modules/access/index.ts';
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
  { email: 'qian@demo.example', name: '钱立', roles: ['SECURITY_ADMIN'], password: 'copper-bridge-58' },
  { email: 'zhou@demo.example', name: '周敏', roles: ['PRIVACY_OFFICER'], password: 'paper-orchard-16' },
  { email: 'sun@demo.example', name: '孙浩', roles: ['AUDITOR'], password: 'marble-compass-35' },
  { email: 'wu@demo.example', name: '吴静', roles: ['MANAGER'], password: 'velvet-harvest-72' },
  { email: 'tang@demo.example', name: '唐宇', roles: ['SALES'], password: 'amber-railway-64' },
  { email: 'amy@demo.example', name: 'Amy Wilson', roles: ['SALES'], password: 'willow-market-89' },
  { email: 'xu@demo.example', name: '徐婷', roles: ['SUPPORT'], password: 'cedar-whistle-23' },
  { email: 'gao@demo.example', name: '高原', roles: ['ANALYST'], password: 'granite-meadow-50' },
  { email: 'ben@demo.example', name: 'Ben Carter', roles: ['VIEWER'], password: 'harbour-window-93' },
  { email: 'dev@partner.example', name: '郑凯', roles: [PARTNERS_ROLE], password: 'meteor-cabinet-38' },
];

/** They did not come today: who has just come may not approve what others ask for. */
const THERE_FOR_MS = 30 * 24 * 3_600_000;

/** As wide as the longest list of roles above. */
const WIDEST_ROLES = 38;

/** Who runs the demo company: policies are theirs. */
export const DEMO_MANAGER = 'lin@demo.example';

/** Who looks after its partner's app: who registers it, and the two who approve. */
export const DEMO_PARTNER = { manager: 'qian@demo.example', approvers: [DEMO_MANAGER, 'zhou@demo.example'] } as const;

/** Who keeps the demo company's data: its imports and edits are theirs. */
export const DEMO_STEWARD = 'he@demo.example';

/** Who sells: a manager, and two people who look after customers of their own. */
export const DEMO_SALES = { manager: 'wu@demo.example', sales: ['tang@demo.example', 'amy@demo.example'] } as const;

/** Who answers when customers call. */
export const DEMO_SUPPORT = 'xu@demo.example';

/** Creates the demo's users; returns their keys by address. */
export async function createDemoAccounts(ctx: Ctx): Promise<ReadonlyMap<string, number>> {
  const made = new Map<string, number>();
  for (const account of DEMO_ACCOUNTS) {
    if (account.roles.includes(PARTNERS_ROLE)) continue;
    const { userId, link } = await inviteUser(atHome(ctx), account);
    await settleIn(ctx, account, userId, link);
    made.set(account.email, userId);
  }
  return made;
}

/** Invites the people of the demo's partner, who come with the app that they belong to. */
export async function createDemoDevelopers(
  ctx: Ctx,
  invite: (ctx: Ctx, account: DemoAccount) => Promise<{ userId: number; link: string }>,
): Promise<void> {
  for (const account of DEMO_ACCOUNTS.filter(({ roles }) => roles.includes(PARTNERS_ROLE))) {
    const { userId, link } = await invite(atHome(ctx), account);
    await settleIn(ctx, account, userId, link);
  }
}

/** A context with an address that links can begin with. */
function atHome(ctx: Ctx): Ctx {
  return { ...ctx, client: { ...NO_CLIENT, baseUrl: 'http://localhost' } };
}

async function settleIn(
  ctx: Ctx,
  { email, roles, password }: DemoAccount,
  userId: number,
  link: string,
): Promise<void> {
  await setPassword(atHome(ctx), { token: new URL(link).hash.slice(1), password });
  const before = { ...ctx, now: () => ctx.now() - THERE_FOR_MS };
  if (needsSecondFactor(grantsByDefault(roles))) await giveTotp(before, userId, demoSeed(ctx, email));
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
  const lines = DEMO_ACCOUNTS.map(({ email, roles, password }) => {
    const words = roles.join(', ').toLowerCase().replaceAll('_', ' ');
    const account = `  ${email.padEnd(width)}  ${password.padEnd(18)}  ${words.padEnd(WIDEST_ROLES)}`;
    return needsSecondFactor(grantsByDefault(roles)) ? `${account}  ${demoSeed(services, email)}` : account.trimEnd();
  });
  return `${lines.join('\n')}
The last column is the seed of a second factor, made for this folder alone: give it to an authenticator app,
or to  oathtool --totp --base32 <seed>`;
}

import { BREAK_GLASS, type Role } from '@dossier/shared/access';
import type { Locale } from '@dossier/shared/error';
import { type Actor, ANONYMOUS } from '../../platform/context/actor.ts';
import type { Services } from '../../platform/context/context.ts';
import { coalescedRead } from '../../platform/database/coalesced-read.ts';
import { grantsOf } from './policy/grants-of.ts';
import { needsSecondFactor } from './second-factor/needs-second-factor.ts';
import { readLocale, readRoles } from './user.repository.ts';
import { digestOf } from './secret-token.ts';

const IDLE_MS = 30 * 60_000;
const TOUCH_EVERY_MS = 60_000;
/** How every API token begins. */
export const API_TOKEN_PREFIX = 'dos_';

/** What a request showed to prove who it comes from. */
export interface Credentials {
  readonly sessionToken?: string | undefined;
  readonly apiToken?: string | undefined;
}

/** Who a request comes from, and the language they chose. */
export interface Authenticated {
  readonly actor: Actor;
  readonly locale: Locale | null;
}

interface Row {
  id: number;
  user_id: number;
  name: string;
  roles: string;
  locale: string | null;
  epoch: number | null;
  seen_at: number | null;
  second_factor: number;
  proved_at: number;
  break_glass_id: number | null;
  break_glass_until: number | null;
}

const OF_USER = `u.id as user_id, u.name, u.roles, u.locale,
  (select e.value from access_epoch e where e.name = 'policy') as epoch`;

// Written out, not built: they run for every request, and are all that it pays for knowing who it is from.
const bySessionHash = coalescedRead(async (services: Services, hashes: readonly string[]) => {
  const now = services.now();
  return await rowsByHash(
    services,
    `select s.token_hash, s.id, s.last_seen_at as seen_at, s.second_factor, s.proved_at, s.break_glass_id, s.break_glass_until, ${OF_USER} from session s join staff_user u on u.id = s.user_id
      where s.token_hash in (${marks(hashes)}) and s.expires_at > ? and s.last_seen_at > ? and u.status = 'ACTIVE'`,
    [...hashes, now, now - IDLE_MS],
  );
});
const byTokenHash = coalescedRead(
  async (services: Services, hashes: readonly string[]) =>
    await rowsByHash(
      services,
      `select t.token_hash, t.id, t.last_used_at as seen_at, t.second_factor, 0 as proved_at, null as break_glass_id, null as break_glass_until, ${OF_USER} from api_token t join staff_user u on u.id = t.user_id
        where t.token_hash in (${marks(hashes)}) and t.expires_at > ? and t.revoked_at is null and u.status = 'ACTIVE'`,
      [...hashes, services.now()],
    ),
);

/**
 * Who shows these credentials; undefined when they are not, or no longer, good. A session stays alive by being used
 * (30 minutes, written at most once a minute). One statement, shared by the requests that come while another is under way;
 * it was always sent after the request came, so what was ended before is refused.
 *
 * Who has rights that need a second factor and shows a session without one is `enrolling`, without any right; a token that was
 * made without one is not good.
 */
export async function authenticate(services: Services, shown: Credentials): Promise<Authenticated | undefined> {
  if (shown.apiToken !== undefined) return await byToken(services, shown.apiToken);
  if (shown.sessionToken !== undefined) return await bySession(services, shown.sessionToken);
  return undefined;
}

async function bySession(services: Services, token: string): Promise<Authenticated | undefined> {
  const now = services.now();
  const row = await bySessionHash(services, digestOf(token));
  if (!row) return undefined;
  if ((row.seen_at ?? 0) <= now - TOUCH_EVERY_MS) touch(services, 'session', row.id, now);
  const known = await toAuthenticated(services, row, { kind: 'user', sessionId: row.id, tokenId: undefined });
  return lacksSecondFactor(known.actor) ? enrolling(known) : known;
}

async function byToken(services: Services, token: string): Promise<Authenticated | undefined> {
  if (!token.startsWith(API_TOKEN_PREFIX)) return undefined;
  const now = services.now();
  const row = await byTokenHash(services, digestOf(token));
  if (!row) return undefined;
  const known = await toAuthenticated(services, row, { kind: 'token', sessionId: undefined, tokenId: row.id });
  // Its owner came to rights that a password alone does not open after it was made.
  if (lacksSecondFactor(known.actor)) return undefined;
  if ((row.seen_at ?? 0) <= now - TOUCH_EVERY_MS) touch(services, 'api_token', row.id, now);
  return known;
}

async function rowsByHash(
  services: Services,
  statement: string,
  parameters: readonly unknown[],
): Promise<ReadonlyMap<string, Row>> {
  const { columns, rows } = await services.db.readRaw(statement, parameters);
  // The columns are those of the statements above, the hash first.
  return new Map(
    rows.map((values) => [
      String(values[0]),
      Object.fromEntries(columns.map((name, i) => [name, values[i]])) as unknown as Row,
    ]),
  );
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

async function toAuthenticated(
  services: Services,
  row: Row,
  by: Pick<Actor, 'kind' | 'sessionId' | 'tokenId'>,
): Promise<Authenticated> {
  const roles = readRoles(row.roles);
  const grants = await grantsOf(services.db, row.user_id, roles, row.epoch ?? 0);
  const proof = { secondFactor: row.second_factor === 1, provedAt: row.proved_at };
  return {
    actor: {
      ...by,
      ...proof,
      ...(await breakGlassOf(services, row, roles)),
      userId: row.user_id,
      name: row.name,
      permissions: grants.permissions,
      grants,
    },
    locale: readLocale(row.locale),
  };
}

async function breakGlassOf(
  services: Services,
  { break_glass_id: id, break_glass_until: until, ...row }: Row,
  roles: readonly Role[],
): Promise<Pick<Actor, 'breakGlass'>> {
  if (id === null || until === null || until <= services.now() || row.second_factor !== 1) return {};
  const grants = await grantsOf(services.db, row.user_id, [...roles, BREAK_GLASS], row.epoch ?? 0);
  return { breakGlass: { id, until, grants } };
}

// Asked of every request, not kept in the session: new roles, or new rules about them, count at once.
function lacksSecondFactor({ secondFactor, grants }: Actor): boolean {
  return !secondFactor && needsSecondFactor(grants);
}

function enrolling({ actor, locale }: Authenticated): Authenticated {
  const { permissions, grants } = ANONYMOUS;
  return { actor: { ...actor, kind: 'enrolling', permissions, grants }, locale };
}

/** What is being touched: requests that come together would wait for each other's lock on the row. */
const touching = new WeakMap<Services['db'], Set<string>>();

// Nobody waits for it: a lost touch costs a user at most a minute of idleness.
function touch(services: Services, table: 'session' | 'api_token', id: number, now: number): void {
  const underWay = touching.get(services.db) ?? new Set();
  touching.set(services.db, underWay);
  const row = `${table} ${id}`;
  if (underWay.has(row)) return;
  underWay.add(row);
  const work =
    table === 'session'
      ? services.db.transaction(
          async (trx) => await trx.updateTable('session').set({ last_seen_at: now }).where('id', '=', id).execute(),
        )
      : services.db.transaction(
          async (trx) => await trx.updateTable('api_token').set({ last_used_at: now }).where('id', '=', id).execute(),
        );
  work
    .catch((error: unknown) => services.log.warn({ error: String(error) }, 'could not note that a session is used'))
    .finally(() => underWay.delete(row));
}

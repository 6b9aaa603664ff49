import type { Permission } from '@dossier/shared/access';
import type { Locale } from '@dossier/shared/error';
import type { Actor } from '../../platform/context/actor.ts';
import type { Services } from '../../platform/context/context.ts';
import { permissionsOf, readLocale } from './user.repository.ts';
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
  seen_at: number | null;
}

// Written out, not built: this runs once per request and is all that a request pays for knowing who it is from.
const BY_SESSION = `select s.id, s.user_id, s.last_seen_at as seen_at, u.name, u.roles, u.locale from session s
  join staff_user u on u.id = s.user_id
  where s.token_hash = ? and s.expires_at > ? and s.last_seen_at > ? and u.status = 'ACTIVE'`;
const BY_TOKEN = `select t.id, t.user_id, t.last_used_at as seen_at, u.name, u.roles, u.locale from api_token t
  join staff_user u on u.id = t.user_id
  where t.token_hash = ? and t.expires_at > ? and t.revoked_at is null and u.status = 'ACTIVE'`;

/**
 * Who shows these credentials; undefined when they are not, or no longer, good. A session stays alive by being used
 * (30 minutes, written at most once a minute). One statement.
 */
export async function authenticate(services: Services, shown: Credentials): Promise<Authenticated | undefined> {
  if (shown.apiToken !== undefined) return await byToken(services, shown.apiToken);
  if (shown.sessionToken !== undefined) return await bySession(services, shown.sessionToken);
  return undefined;
}

async function bySession(services: Services, token: string): Promise<Authenticated | undefined> {
  const now = services.now();
  const row = await find(services, BY_SESSION, [digestOf(token), now, now - IDLE_MS]);
  if (!row) return undefined;
  if ((row.seen_at ?? 0) <= now - TOUCH_EVERY_MS) touch(services, 'session', row.id, now);
  return toAuthenticated(row, { kind: 'user', sessionId: row.id, tokenId: undefined });
}

async function byToken(services: Services, token: string): Promise<Authenticated | undefined> {
  if (!token.startsWith(API_TOKEN_PREFIX)) return undefined;
  const now = services.now();
  const row = await find(services, BY_TOKEN, [digestOf(token), now]);
  if (!row) return undefined;
  if ((row.seen_at ?? 0) <= now - TOUCH_EVERY_MS) touch(services, 'api_token', row.id, now);
  return toAuthenticated(row, { kind: 'token', sessionId: undefined, tokenId: row.id });
}

async function find(services: Services, statement: string, parameters: readonly unknown[]): Promise<Row | undefined> {
  const { columns, rows } = await services.db.readRaw(statement, parameters);
  const [values] = rows;
  // The columns are those of the statements above.
  return values && (Object.fromEntries(columns.map((name, i) => [name, values[i]])) as unknown as Row);
}

function toAuthenticated(row: Row, by: Pick<Actor, 'kind' | 'sessionId' | 'tokenId'>): Authenticated {
  const permissions: ReadonlySet<Permission> = permissionsOf(row.roles);
  return { actor: { ...by, userId: row.user_id, name: row.name, permissions }, locale: readLocale(row.locale) };
}

// Nobody waits for it: a lost touch costs a user at most a minute of idleness.
function touch(services: Services, table: 'session' | 'api_token', id: number, now: number): void {
  const work =
    table === 'session'
      ? services.db.transaction(
          async (trx) => await trx.updateTable('session').set({ last_seen_at: now }).where('id', '=', id).execute(),
        )
      : services.db.transaction(
          async (trx) => await trx.updateTable('api_token').set({ last_used_at: now }).where('id', '=', id).execute(),
        );
  work.catch((error: unknown) => services.log.warn({ error: String(error) }, 'could not note that a session is used'));
}

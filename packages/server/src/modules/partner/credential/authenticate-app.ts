import type { Policy } from '@dossier/shared/access';
import type { Purpose } from '@dossier/shared/privacy';
import type { FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Actor } from '../../../platform/context/actor.ts';
import type { Services } from '../../../platform/context/context.ts';
import { coalescedRead } from '../../../platform/database/coalesced-read.ts';
import { exposureOf } from '../../../platform/graphql/exposure.ts';
import { failure } from '../../../platform/graphql/failure.ts';
import { type CompiledGrants, compileGrants } from '../../../platform/policy/compile-grants.ts';
import { digestOf } from '../../access/index.ts';
import { readTerms, type Terms } from '../app/terms.ts';
import { offeredIn } from '../scope/partner-schema.ts';
import { isAddressAllowed } from './address-range.ts';
import { isUnderContract } from './issue-token.ts';

const FORBIDDEN_403 = { http: { status: 403 } };

/** A partner app that sent a request. */
export interface KnownApp {
  readonly id: number;
  readonly name: string;
  readonly terms: Terms;
  /** The number of its terms. */
  readonly number: number;
  /** What its token may be used for: some of the purposes of its terms. */
  readonly purposes: readonly Purpose[];
}

interface Row {
  readonly token_hash: string;
  readonly purposes: string;
  readonly app_id: number;
  readonly name: string;
  readonly number: number;
  readonly document: string;
}

// Token, credential, app and terms as they are now: whatever of them ended counts at the next request, in every process.
const byTokenHash = coalescedRead(async (services: Services, hashes: readonly string[]) => {
  const now = services.now();
  const rows: Row[] = await services.db.read
    .selectFrom('partner_token as t')
    .innerJoin('partner_credential as c', 'c.id', 't.credential_id')
    .innerJoin('partner_app as a', 'a.id', 't.app_id')
    .innerJoin('partner_terms as m', (on) => on.onRef('m.app_id', '=', 'a.id').onRef('m.number', '=', 'a.in_force'))
    .select(['t.token_hash', 't.purposes', 't.app_id', 'a.name', 'm.number', 'm.document'])
    .where('t.token_hash', 'in', [...hashes])
    .where('t.expires_at', '>', now)
    .where('c.revoked_at', 'is', null)
    .where('c.expires_at', '>', now)
    .where('a.state', '=', 'APPROVED')
    .execute();
  return new Map(rows.map((row) => [row.token_hash, row]));
});

/**
 * The app that sent a token. One statement, shared by the requests that come at the same time.
 *
 * @throws UNAUTHENTICATED when the token is not, or no longer, good; FORBIDDEN from another network than allowed or outside the contract
 */
export async function authenticateApp(services: Services, token: string, address: string): Promise<KnownApp> {
  const row = await byTokenHash(services, digestOf(token));
  if (!row) throw failure('UNAUTHENTICATED', 'The token is not valid, or not any more.', { http: { status: 401 } });
  const terms = readTerms(row.document);
  if (!isAddressAllowed(address, terms.addresses))
    throw failure('FORBIDDEN', 'The app may not come from this address.', FORBIDDEN_403);
  if (!(await isUnderContract(services, terms)))
    throw failure('FORBIDDEN', 'The contract has not begun, or has ended.', FORBIDDEN_403);
  const given = row.purposes.split(',');
  const purposes = terms.purposes.filter((one) => given.includes(one));
  return { id: row.app_id, name: row.name, terms, number: row.number, purposes };
}

/**
 * What a request is for: its header `X-Purpose`, or the only purpose that there is.
 *
 * @throws BAD_USER_INPUT when it names none of the token's, or none of several
 */
export function purposeOf(app: Pick<KnownApp, 'purposes'>, { headers }: Pick<FastifyRequest, 'headers'>): Purpose {
  const named = headers['x-purpose'];
  const [only, ...others] = app.purposes;
  if (named === undefined && only !== undefined && others.length === 0) return only;
  const purpose = app.purposes.find((one) => one === named);
  if (purpose) return purpose;
  throw failure('BAD_USER_INPUT', `Say in the header X-Purpose what the data is for: ${app.purposes.join(', ')}.`, {
    http: { status: 400 },
  });
}

/** The app as the one who acts. It may read customers, as far as its terms go, and nothing else. */
export function actorOf(app: KnownApp, purpose: Purpose, schema: GraphQLSchema): Actor {
  const grants = grantsOf(schema, app);
  return {
    kind: 'app',
    userId: app.id,
    name: app.name,
    permissions: grants.permissions,
    grants,
    sessionId: undefined,
    tokenId: undefined,
    secondFactor: false,
    provedAt: 0,
    app: { id: app.id, purpose },
  };
}

const compiled = new WeakMap<Terms, CompiledGrants>();

// Each class of which the terms name a field, of those customers who consented.
function grantsOf(schema: GraphQLSchema, { terms }: KnownApp): CompiledGrants {
  const known = compiled.get(terms);
  if (known) return known;
  const classes = offeredIn(schema)
    .filter(({ coordinate }) => terms.fields.includes(coordinate))
    .flatMap(({ field }) => exposureOf({ extensions: field.extensions ?? {} })?.dataClass ?? []);
  const read = { READ_FULL: ['SHARED' as const] };
  const grants = Object.fromEntries(['PUBLIC', 'INTERNAL', ...classes].map((dataClass) => [dataClass, read]));
  const policy: Policy = { roles: { APP: { permissions: ['CUSTOMER_READ'], grants } } };
  const made = compileGrants(policy, ['APP'], { userId: 0, teamMembers: [], territories: [] });
  compiled.set(terms, made);
  return made;
}

import type { Role } from '@dossier/shared/access';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addUser } from '../../modules/access/access.fixture.ts';
import { createApiToken } from '../../modules/access/api-token.ts';
import { beginSession } from '../../modules/access/session.repository.ts';
import {
  addCustomer as addConsenting,
  appInput,
  approvedApp,
  askToken,
  change,
  consent,
  MANAGER,
  secretOf,
} from '../../modules/partner/partner.fixture.ts';
import { ACTOR, createWorld, type Someone, type World } from '../access-oracle/world.fixture.ts';
import { approveLatest } from '../testing/approvals.ts';
import { contextAs } from '../testing/staff.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { type Person, type Principal, ROLE_OF } from './principals.ts';

/** A person with what they show to prove who they are. */
export interface Known {
  readonly userId: number;
  readonly id: string;
  readonly email: string;
  readonly token: string;
  readonly tokenId: string;
  readonly session: string;
  readonly sessionId: string;
  /** A session whose person proved themselves long ago. */
  readonly oldSession: string;
}

/** A partner app with a token, and customers who said different things to it. */
export interface Partner {
  readonly id: string;
  readonly secret: string;
  readonly token: string;
  readonly agreed: string;
  readonly agreedToName: string;
  readonly silent: string;
}

/** The installation that all attacks are tried on. */
export interface Installation {
  readonly app: TestApp;
  readonly world: World;
  readonly people: Readonly<Record<Person, Known>>;
  readonly partner: Partner;
  /** How many customers the seller sees. */
  readonly seenBySeller: number;
  /** Apps that nobody approved, without a secret. */
  readonly spareApps: readonly string[];
  /** A console of one page. */
  readonly consoleFolder: string;
  readonly exportOfSteward: string;
  readonly orderOfStranger: string;
  /** What the rescuer holds. */
  readonly breakGlassId: string;
  /** A token and a session of the steward that nobody else needs. */
  readonly spareTokenOfSteward: string;
  readonly spareSessionOfSteward: string;
  /** The documents that sessions may run, by hash: whatever is asked in person is one. */
  readonly persisted: Map<string, string>;
  /** A customer by how it stands to the seller: persons. */
  customer(relation: Someone['relation'], kind?: Someone['kind']): Someone;
  /** The present version of a customer. */
  versionOf(id: string): Promise<string>;
  headersOf(as: Principal): Record<string, string>;
  /** Notes a document and answers its hash. */
  persist(document: string): string;
  close(): Promise<void>;
}

/** Phones that stand nowhere else. */
export const PHONES = { agreed: '+8613712340001', agreedToName: '+8613712340002', silent: '+8613712340003' };

/** Sets the installation up: the oracle's world, staff of all roles, a partner app. */
export async function createInstallation(): Promise<Installation> {
  const app = await createTestApp();
  const world = await createWorld(app);
  const people = {} as Record<Person, Known>; // Filled below, all of them.
  for (const [person, role] of Object.entries(ROLE_OF) as [Person, Role][])
    people[person] = await introduce(app, role, person === 'seller' ? ACTOR : undefined);
  const persisted = new Map<string, string>();
  const partner = await addPartner(app);
  const customer: Installation['customer'] = (relation, kind = 'PERSON') => {
    const found = world.everyone.find((one) => one.relation === relation && one.kind === kind);
    if (!found) throw new Error(`nobody is ${relation}`);
    return found;
  };
  const steward = contextAs(app, 'DATA_STEWARD', people.steward.userId);
  const made = await app.data(
    steward,
    `mutation { exportCreate(input: { columns: [NAME], format: CSV, selection: {} }) { export { id } } }`,
  );
  const { orders } = await app.data(
    steward,
    'query ($n: String!) { orders(filter: { number: { eq: $n } }) { nodes { id } } }',
    { n: customer('stranger').orderNumber },
  );
  const { customers } = await app.data(contextAs(app, 'SALES', ACTOR), '{ customers { totalCount } }');
  const consoleFolder = join(app.services.dataFolder, 'console');
  mkdirSync(consoleFolder);
  writeFileSync(join(consoleFolder, 'index.html'), '<!doctype html>');
  const spare = await introduce(app, 'DATA_STEWARD', people.steward.userId);
  return {
    app,
    world,
    people,
    partner,
    seenBySeller: customers.totalCount,
    spareApps: await Promise.all(['Spare', 'Other'].map(async (name) => await draft(app, name))),
    consoleFolder,
    exportOfSteward: made.exportCreate.export.id,
    orderOfStranger: orders.nodes[0].id,
    breakGlassId: await beginBreakGlass(app, people),
    spareTokenOfSteward: spare.tokenId,
    spareSessionOfSteward: spare.sessionId,
    persisted,
    customer,
    versionOf: async (id) => {
      const query = 'query ($id: ID!) { customer(id: $id) { version } }';
      return (await app.data(app.ctxFor('DATA_STEWARD'), query, { id })).customer.version;
    },
    headersOf: (as) => headersOf(as, people, partner),
    persist: (document) => {
      const hash = createHash('sha256').update(document).digest('hex');
      persisted.set(hash, document);
      return hash;
    },
    close: async () => await app.close(),
  };
}

function headersOf(as: Principal, people: Readonly<Record<Person, Known>>, partner: Partner): Record<string, string> {
  if (as === 'anonymous') return {};
  if (as === 'app') return { authorization: `Bearer ${partner.token}` };
  // Principals are a person, and perhaps how they come.
  const known = people[as.split(' ')[0] as Person];
  if (as.endsWith(' in person')) return { cookie: `dossier=${known.session}`, 'x-dossier-csrf': '1' };
  if (as.endsWith(' long ago')) return { cookie: `dossier=${known.oldSession}`, 'x-dossier-csrf': '1' };
  return { authorization: `Bearer ${known.token}` };
}

async function introduce(app: TestApp, role: Role, userId?: number): Promise<Known> {
  const user = userId === undefined ? await addUser(app, role) : { userId, email: 'Actor@acme.example' };
  const ctx = contextAs(app, role, user.userId);
  const { token, id } = await createApiToken(ctx, { name: 'attacked', expiresInDays: 1 });
  await ctx.db.ids.ensure(2);
  const [session, old] = await ctx.db.transaction(
    async (trx) =>
      [await beginSession(trx, ctx, user.userId, true), await beginSession(trx, ctx, user.userId, true)] as const,
  );
  await ctx.db.transaction(
    async (trx) => await trx.updateTable('session').set({ proved_at: 1 }).where('id', '=', old.id).execute(),
  );
  return {
    ...user,
    id: app.services.publicIds.encode('usr', user.userId),
    token,
    tokenId: app.services.publicIds.encode('tok', id),
    session: session.token,
    sessionId: app.services.publicIds.encode('ses', session.id),
    oldSession: old.token,
  };
}

// In person: the session in whose name it is asked for is the one that attacks.
async function beginBreakGlass(app: TestApp, { rescuer, guardian }: Readonly<Record<Person, Known>>): Promise<string> {
  const { actor, ...ctx } = contextAs(app, 'MANAGER', rescuer.userId);
  const sessionId = app.services.publicIds.decode('ses', rescuer.sessionId);
  const asking = { ...ctx, actor: { ...actor, sessionId } };
  await app.data(asking, 'mutation { breakGlassAsk(reason: "somebody must be warned today") { userErrors { code } } }');
  await approveLatest(app, app.ctxFor('SECURITY_ADMIN', guardian.userId));
  const { id } = await app.services.db.read.selectFrom('break_glass').select('id').executeTakeFirstOrThrow();
  return app.services.publicIds.encode('brk', id);
}

async function draft(app: TestApp, name: string): Promise<string> {
  return (await change(app, MANAGER, 'partnerAppRegister', { input: appInput(name) })).app.id;
}

async function addPartner(app: TestApp): Promise<Partner> {
  const { id } = await approvedApp(app, 'Acme Mailer');
  const secret = await secretOf(app, id);
  const server = await app.http({ mode: 'production' });
  const token: string = (await askToken(server, { client_id: id, client_secret: secret })).json().access_token;
  const agreed = await addConsenting(app, '韩梅梅', PHONES.agreed);
  const agreedToName = await addConsenting(app, '李雷雷', PHONES.agreedToName);
  const silent = await addConsenting(app, '林涛涛', PHONES.silent);
  await consent(app, agreed.key, id, ['ALL']);
  await consent(app, agreedToName.key, id, ['NAME']);
  return { id, secret, token, agreed: agreed.id, agreedToName: agreedToName.id, silent: silent.id };
}

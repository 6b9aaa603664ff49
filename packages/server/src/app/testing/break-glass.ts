import type { FastifyInstance } from 'fastify';
import { signInAs } from '../../modules/access/access.fixture.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { approveLatest } from './approvals.ts';
import { addCustomer } from './customers.ts';
import { addDeciders } from './staff.ts';
import { type Answered, createTestApp, type TestApp } from './test-app.ts';

/** Why, in every test. */
export const EMERGENCY = '唯一的数据专员病倒，须立即联系客户';

/** Asks for break-glass with the headers of a session; answers how the request stands or why not. */
export async function askForBreakGlass(server: FastifyInstance, headers: object, reason = EMERGENCY): Promise<string> {
  const query =
    'mutation ($reason: String!) { breakGlassAsk(reason: $reason) { approval { state } userErrors { code } } }';
  const { data, errors } = await post(server, headers, query, { reason });
  return errors?.[0].extensions.code ?? data.breakGlassAsk.approval?.state ?? data.breakGlassAsk.userErrors[0].code;
}

/** Has break-glass begin in a session: asks for it, and has somebody else approve. */
export async function breakGlass(app: TestApp, server: FastifyInstance, headers: object, approver: Ctx): Promise<void> {
  const state = await askForBreakGlass(server, headers);
  if (state !== 'WAITING') throw new Error(state);
  await approveLatest(app, approver);
}

/** Sends a document as a browser with these headers does. */
export async function post(
  server: FastifyInstance,
  headers: object,
  query: string,
  variables: object = {},
): Promise<Answered> {
  const answer = await server.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'x-dossier-csrf': '1', ...headers },
    payload: { query, variables },
  });
  return answer.json();
}

/** Who could approve: a security administrator, a privacy officer. */
export const [ANN, PIA] = [101, 102];

/** An installation with two customers of somebody else, and a manager who sees neither. */
export async function createEmergency() {
  let now = Date.UTC(2026, 2, 5, 8);
  const app = await createTestApp({ now: () => now });
  const server = await app.http({ mode: 'development' });
  const { publicIds } = app.services;
  await addDeciders(app, 'SECURITY_ADMIN', { Ann: ANN });
  await addDeciders(app, 'PRIVACY_OFFICER', { Pia: PIA });
  const ann = app.ctxFor('SECURITY_ADMIN', ANN);
  const ownerId = publicIds.encode('usr', ANN);
  const add = async (name: string, phone: string) =>
    await addCustomer(app, { name, ownerId, contactPoints: [{ type: 'PHONE', value: phone }] });
  const wang = await add('王小明', '13800138000');
  const li = await add('李雷', '13900139000');
  const sue = await signInAs(app, server, 'MANAGER');
  await app.services.db.transaction(
    async (trx) => await trx.updateTable('staff_user').set({ name: 'Sue' }).where('id', '=', sue.userId).execute(),
  );

  const ask = async (query: string, variables: object = {}, headers: object = sue): Promise<Answered> =>
    await post(server, headers, query, variables);
  return {
    app,
    server,
    ann,
    pia: app.ctxFor('PRIVACY_OFFICER', PIA),
    sue,
    wang,
    li,
    ownerId,
    ask,
    at: () => now,
    moveTo: (instant: number) => void (now = instant),
    begin: async (headers: object = sue) => await breakGlass(app, server, headers, ann),
    /** A mutation: DONE, or what it was refused with. */
    change: async (field: string, args: string, headers: object = sue): Promise<string> => {
      const { data, errors } = await ask(`mutation { ${field}(${args}) { userErrors { code } } }`, {}, headers);
      return errors?.[0].extensions.code ?? data[field].userErrors[0]?.code ?? 'DONE';
    },
    sees: async (headers: object = sue): Promise<boolean> =>
      (await ask('query ($id: ID!) { customer(id: $id) { number } }', { id: wang }, headers)).data.customer !== null,
    own: async (headers: object = sue): Promise<Answered> =>
      (
        await ask(
          '{ ownBreakGlass { isAvailable request { state decisionReason } held { id customers until } } }',
          {},
          headers,
        )
      ).data.ownBreakGlass,
    logged: async (action: string): Promise<Answered[]> => {
      const query = app.services.db.read.selectFrom('audit_entry').selectAll().where('action', '=', action);
      return (await query.orderBy('id').execute()).map(({ actor_id, object_id, fields, detail, reason }) => ({
        by: actor_id,
        on: object_id,
        fields: JSON.parse(fields),
        detail: JSON.parse(detail ?? 'null'),
        reason,
      }));
    },
    keyOf: (id: string): number => publicIds.decodeAny(id)?.id ?? 0,
  };
}

/** See {@link createEmergency}. */
export type Emergency = Awaited<ReturnType<typeof createEmergency>>;

import { decodeJwt } from 'jose';
import { type Actor, ALL_GRANTS, SYSTEM } from '../../platform/context/actor.ts';
import type { Authenticate } from '../../platform/http/authentication.ts';
import { type CompiledGrants, EVERYWHERE, NOWHERE } from '../../platform/policy/compile-grants.ts';
import { TOKEN_PREFIX } from '../../modules/partner/credential/issue-token.ts';

/* What authentication answers in builds that lack a part of the access policy. */

/** Changes who somebody is taken for. */
export type Retake = (inner: Authenticate) => Authenticate;

/** Changes every actor that is known. */
export const retaking =
  (change: (actor: Actor) => Actor): Retake =>
  (inner) =>
  async (services, shown) => {
    const known = await inner(services, shown);
    return known && { ...known, actor: change(known.actor) };
  };

const regranted = (actor: Actor, change: Partial<CompiledGrants>): Actor => ({
  ...actor,
  grants: { ...actor.grants, ...change },
});

/** What is granted for some customers is granted for all. */
export const everyRow = retaking((actor) => {
  const reach: CompiledGrants['reach'] = (dataClass, capability) =>
    actor.grants.reach(dataClass, capability).length > 0 ? EVERYWHERE : NOWHERE;
  const isGranted = (...[dataClass, capability]: Parameters<typeof reach>) => reach(dataClass, capability).length > 0;
  return regranted(actor, {
    reach,
    visible: reach('PUBLIC', 'READ_FULL'),
    level: (dataClass) =>
      isGranted(dataClass, 'READ_FULL') ? 'FULL' : isGranted(dataClass, 'READ_MASKED') ? 'MASKED' : 'NONE',
  });
});

/** Whoever sees a customer sees all values of it. */
export const everyValue = retaking((actor) =>
  regranted(actor, { level: () => (actor.grants.visible.length > 0 ? 'FULL' : 'NONE') }),
);

/** Who may read something may do anything else with what they may not read. */
export const everyUse = retaking((actor) =>
  regranted(actor, {
    reach: (dataClass, capability) =>
      capability === 'READ_FULL' || capability === 'READ_MASKED'
        ? actor.grants.reach(dataClass, capability)
        : EVERYWHERE,
  }),
);

/** Figures about customers whom one does not see are exact, and groups may be small. */
export const exactFigures = retaking((actor) => regranted(actor, { aggregatesOnly: false }));

/** Nobody’s rights are looked at. */
export const everyRight = retaking((actor) => ({
  ...actor,
  permissions: ALL_GRANTS.permissions,
  grants: { ...ALL_GRANTS, standing: actor.grants.standing },
}));

/** A proof never grows old. */
export const everProved = retaking((actor) => ({ ...actor, provedAt: Number.MAX_SAFE_INTEGER }));

/** A token is its person. */
export const tokensAsPeople = retaking((actor) =>
  actor.kind === 'token' ? { ...actor, kind: 'user', sessionId: 0, provedAt: Number.MAX_SAFE_INTEGER } : actor,
);

const anybody = { actor: { ...SYSTEM, kind: 'token' as const }, locale: null };

/** Who shows nothing is let in all the same. */
export const noAuthentication: Retake = (inner) => async (services, shown) => (await inner(services, shown)) ?? anybody;

/** What a token says is believed, whoever signed it. */
export const noSignatures: Retake = (inner) => async (services, shown) => {
  if (shown.apiToken?.split('.').length !== 3) return await inner(services, shown);
  return decodeJwt(shown.apiToken).sub === undefined ? undefined : anybody;
};

/** Whoever was known once stays known: a cache in front of the database. */
export const nothingEnds: Retake = (inner) => {
  const known = new Map<string, NonNullable<Awaited<ReturnType<Authenticate>>>>();
  return async (services, shown) => {
    const key = shown.apiToken ?? shown.sessionToken ?? '';
    const found = known.get(key) ?? (await inner(services, shown));
    if (found) known.set(key, found);
    return found;
  };
};

/** Break-glass is its person's, however they come. */
export const ofItsPerson: Retake = (inner) => async (services, shown) => {
  const known = await inner(services, shown);
  if (!known) return undefined;
  const held = await services.db.read
    .selectFrom('break_glass')
    .select(['id', 'until'])
    .where('user_id', '=', known.actor.userId)
    .executeTakeFirst();
  return held ? { ...known, actor: { ...known.actor, breakGlass: { ...held, grants: ALL_GRANTS } } } : known;
};

/** The token of an app is one like any other, with the rights of the program that made it. */
export const appsAsPeople: Retake = (inner) => async (services, shown) =>
  shown.apiToken?.startsWith(TOKEN_PREFIX) ? anybody : await inner(services, shown);

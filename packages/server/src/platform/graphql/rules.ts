import type { Permission } from '@dossier/shared/access';
import { type IRule, rule } from 'graphql-shield';
import { type Actor, ANONYMOUS } from '../context/actor.ts';
import type { Ctx } from '../context/context.ts';
import { failure } from './failure.ts';

/** Rules by type and field; every root field has one. Only these fields are wrapped, so keep to root fields. */
export interface Rules {
  readonly Query?: Readonly<Record<string, IRule>>;
  readonly Mutation?: Readonly<Record<string, IRule>>;
  readonly Subscription?: Readonly<Record<string, IRule>>;
}

// A rule is a pure, positive look at the actor, without I/O and without a cache: a cached decision could outlive the
// right, and shield's cache keys by rule name.
let made = 0;
const decisions = new WeakMap<IRule, (actor: Actor) => true | Error>();
function decide(name: string, decision: (actor: Actor) => true | Error): IRule {
  const one = rule(`${name}-${++made}`, { cache: 'no_cache' })((_parent, _args, ctx: Ctx) => decision(ctx.actor));
  decisions.set(one, decision);
  return one;
}

/** Whether a rule lets somebody pass. */
export function passes(rule: IRule, actor: Actor): boolean {
  return decisions.get(rule)?.(actor) === true;
}

/** Whoever has this permission, or one of several; the first is the one that a refusal names. */
export function can(permission: Permission, ...others: readonly Permission[]): IRule {
  return decide(`can ${[permission, ...others].join(' or ')}`, (actor) => {
    if ([permission, ...others].some((one) => actor.permissions.has(one))) return true;
    return withoutFullRights(actor) ?? failure('FORBIDDEN', 'You do not have the right to do this.', { permission });
  });
}

/** Whoever is signed in, in person or by token. */
export function signedIn(): IRule {
  return decide('signed in', (actor) => withoutFullRights(actor) ?? true);
}

/** Whoever works here and is signed in, in person or by token: everybody but the people of partners. */
export function staff(): IRule {
  return decide('staff', (actor) => withoutFullRights(actor) ?? partnersPerson(actor) ?? true);
}

/** Whoever works here and is signed in in person: not by a token, and no people of partners. */
export function staffInPerson(): IRule {
  return decide('staff in person', (actor) => {
    if (actor.kind !== 'user') return withoutFullRights(actor) ?? needsPerson();
    return partnersPerson(actor) ?? true;
  });
}

/** Whoever is signed in in person: not by a token; with a permission, when one is named. */
export function inPerson(permission?: Permission): IRule {
  return decide('in person', (actor) => {
    if (actor.kind !== 'user') return withoutFullRights(actor) ?? needsPerson();
    if (permission === undefined || actor.permissions.has(permission)) return true;
    return failure('FORBIDDEN', 'You do not have the right to do this.', { permission });
  });
}

/** Whoever is signed in in person, also one who must set up a second factor before anything else. */
export function inPersonOrEnrolling(): IRule {
  return decide('in person or enrolling', (actor) => {
    if (actor.kind === 'user' || actor.kind === 'enrolling') return true;
    return withoutFullRights(actor) ?? needsPerson();
  });
}

/** A partner app, about itself. */
export function asApp(): IRule {
  return decide('as app', (actor) =>
    actor.kind === 'app' ? true : failure('FORBIDDEN', 'This is for partner apps, about themselves.'),
  );
}

/** Anyone at all, also without credentials. Say why beside it. */
export function anyone(): IRule {
  return decide('anyone', () => true);
}

/** Whether a rule lets everyone pass. */
export function isOpenToAnyone(rule: IRule): boolean {
  return passes(rule, ANONYMOUS);
}

function withoutFullRights(actor: Actor): Error | undefined {
  if (actor.kind === 'anonymous') return failure('UNAUTHENTICATED', 'Sign in first.');
  return actor.kind === 'enrolling' ? failure('ENROLMENT_REQUIRED', 'Set up your second factor first.') : undefined;
}

function partnersPerson(actor: Actor): Error | undefined {
  if (actor.kind !== 'user' || !actor.permissions.has('PARTNER_DEVELOP')) return undefined;
  return failure('FORBIDDEN', 'This is for those who work here.');
}

function needsPerson(): Error {
  return failure('FORBIDDEN', 'This needs a person who is signed in: a token cannot do it.');
}

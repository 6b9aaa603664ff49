import {
  createProcessingActivity,
  type NewConsent,
  publishPolicy,
  recordConsents,
} from '../../modules/privacy/index.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { FIRST_DAY, instantOn, LAST_DAY } from './calendar.ts';
import { DEMO_ACTIVITIES, DEMO_POLICIES } from './privacy-texts.ts';
import { type Random, randomFor } from './random.ts';

const DAY_MS = 86_400_000;
const AT_ONCE = 500;
/** A company of a million takes no longer for this than one of ten thousand. */
const MOST_CUSTOMERS = 20_000;

/** When the made-up company publishes its policies, the first with the register, and when its customers' answers are entered. */
export const PRIVACY_DAYS = {
  policies: [instantOn(FIRST_DAY, 9, 0), instantOn(FIRST_DAY + 400 * DAY_MS, 9, 0)],
  consents: instantOn(LAST_DAY - DAY_MS, 18, 0),
} as const;

/** Publishes a version of the policy; with the first comes the register. */
export async function publishDemoPolicy(ctx: Ctx, place: number): Promise<void> {
  const policy = DEMO_POLICIES[place];
  if (policy) await publishPolicy(ctx, policy);
  if (place > 0) return;
  for (const { fields, recipients, ...activity } of DEMO_ACTIVITIES) {
    const ownerId = ctx.publicIds.encode('usr', ctx.actor.userId);
    await createProcessingActivity(ctx, { ...activity, fields: [...fields], recipients: [...recipients], ownerId });
  }
}

/** Enters what customers answered when they registered: most said something, some took it back later. */
export async function enterDemoConsents(ctx: Ctx): Promise<void> {
  const versions = await ctx.db.read
    .selectFrom('policy_version')
    .select(['id', 'published_at'])
    .orderBy('number')
    .execute();
  for (let after = 0, done = 0; done < MOST_CUSTOMERS; done += AT_ONCE) {
    const customers = await ctx.db.read
      .selectFrom('customer')
      .select(['id', 'subject_id', 'created_at', 'kind'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    const rows: NewConsent[] = [];
    for (const [place, customer] of customers.entries()) {
      if (customer.kind !== 'PERSON') continue;
      const random = randomFor('consent', done + place);
      const decidedAt = Math.min(customer.created_at + random.between(1, 90) * 60_000, ctx.now());
      const policyId = versions.findLast(({ published_at }) => published_at <= decidedAt)?.id ?? null;
      rows.push(...answersOf({ customer, decidedAt, policyId, now: ctx.now() }, random));
    }
    await ctx.db.ids.ensure(rows.length + AT_ONCE);
    await ctx.db.transaction(async (trx) => await recordConsents(trx, ctx, rows));
    const last = customers.at(-1);
    if (!last) return;
    after = last.id;
  }
}

interface Asked {
  readonly customer: { readonly id: number; readonly subject_id: number };
  readonly decidedAt: number;
  readonly policyId: number | null;
  readonly now: number;
}

function answersOf({ customer, decidedAt, policyId, now }: Asked, random: Random): NewConsent[] {
  const base = {
    customerId: customer.id,
    subjectId: customer.subject_id,
    policyId,
    evidence: { kind: 'WEB_FORM', text: '小程序注册页，逐项勾选' },
    decidedAt,
  } as const;
  const rows: NewConsent[] = [{ ...base, purpose: 'SERVICE', basis: 'CONTRACT', fields: ['ALL'], decision: 'GRANTED' }];
  if (random.chance(0.7)) {
    const granted = random.chance(0.65);
    const marketing = { ...base, purpose: 'MARKETING', basis: 'CONSENT', fields: ['NAME', 'PHONE'] } as const;
    const expiresAt = random.chance(0.3) ? decidedAt + 365 * DAY_MS : null;
    rows.push({ ...marketing, decision: granted ? 'GRANTED' : 'DENIED', expiresAt: granted ? expiresAt : null });
    if (granted && random.chance(0.12)) {
      const later = Math.min(decidedAt + random.between(20, 200) * DAY_MS, now);
      const evidence = { kind: 'CALL', text: '客户来电要求不再发送短信' } as const;
      rows.push({ ...marketing, decision: 'WITHDRAWN', decidedAt: later, evidence });
    }
  }
  if (random.chance(0.4))
    rows.push({
      ...base,
      purpose: 'ANALYTICS',
      basis: 'CONSENT',
      fields: ['GENDER', 'PROVINCE', 'CITY'],
      decision: random.chance(0.8) ? 'GRANTED' : 'DENIED',
    });
  return rows;
}

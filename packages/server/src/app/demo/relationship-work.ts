import { ATTITUDES, type DecisionRole, type RelationshipType } from '@dossier/shared/relationship';
import { addMember, beginChain, recordRelationship, updateMember } from '../../modules/relationship/index.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { FIRST_DAY, instantOn, LAST_DAY } from './calendar.ts';
import { type Random, randomFor } from './random.ts';

/** When somebody wrote down who belongs to whom, and when they looked at the people who decide once more. */
export const RELATIONSHIP_DAYS = {
  recorded: instantOn(LAST_DAY - 120 * 86_400_000, 10, 0),
  verified: instantOn(LAST_DAY - 3 * 86_400_000, 16, 0),
} as const;

const ORGANISATIONS = 40;
const HOUSEHOLDS = 25;
/** Organisations of one group: a parent company with two subsidiaries, one of which has two branches. */
const GROUP_SIZE = 5;
const POSTS: readonly (readonly [string, string])[] = [
  ['总经理', '总经办'],
  ['采购经理', '采购部'],
  ['行政主管', '行政部'],
  ['设计师', '设计部'],
];
/** What those with these posts have a say in. */
const PARTS: readonly (readonly DecisionRole[])[] = [
  ['DECIDER'],
  ['BUYER', 'INFLUENCER'],
  ['INITIATOR', 'GATEKEEPER'],
  ['USER'],
];
const VIEWS = ['看重交货期', '预算要等季度审批', '更信任老供应商', '样品满意，建议先小批量'];

/** Who works where, which organisations belong together, who lives with whom, and who decides; done by the steward. */
export async function enterDemoRelationships(ctx: Ctx): Promise<void> {
  const organisations = await customers(ctx, 'ORGANISATION', ORGANISATIONS);
  const people = await customers(ctx, 'PERSON', organisations.length * POSTS.length + HOUSEHOLDS * 3);
  const say = async (from: number | undefined, type: RelationshipType, to: number | undefined, more: object = {}) => {
    if (from === undefined || to === undefined) return;
    const [fromId, toId] = [ctx.publicIds.encode('cus', from), ctx.publicIds.encode('cus', to)];
    await recordRelationship(ctx, { fromId, toId, type, ...more });
  };
  for (const [place, organisation] of organisations.entries()) {
    const random = randomFor('relationship', place);
    const own = people.slice(place * POSTS.length, place * POSTS.length + random.between(2, POSTS.length));
    for (const [index, person] of own.entries()) {
      const [title, department] = POSTS[index] ?? POSTS[0] ?? ['', ''];
      await say(person, 'EMPLOYEE', organisation, { title, department, validFrom: dayOf(random) });
    }
    await say(own[0], place % 2 === 0 ? 'LEGAL_REPRESENTATIVE' : 'SHAREHOLDER', organisation);
    await say(own[1], 'CONTACT', organisation);
    const first = place - (place % GROUP_SIZE);
    const nth = place % GROUP_SIZE;
    if (nth > 0)
      await say(organisations[nth > 2 ? first + 1 : first], nth > 2 ? 'HEAD_OFFICE' : 'PARENT_COMPANY', organisation);
    if (own.length > 2) await enterChain(ctx, random, organisation, own);
  }
  const relatives = people.slice(organisations.length * POSTS.length);
  for (let at = 0; at + 2 < relatives.length; at += 3) {
    const [head, spouse, child] = relatives.slice(at, at + 3);
    await say(head, 'HOUSEHOLD_HEAD', spouse);
    await say(head, 'HOUSEHOLD_HEAD', child);
    await say(head, 'SPOUSE', spouse);
    await say(head, 'PARENT', child);
  }
}

async function enterChain(ctx: Ctx, random: Random, organisation: number, people: readonly number[]): Promise<void> {
  const customerId = ctx.publicIds.encode('cus', organisation);
  const chain = await beginChain(ctx, { customerId, about: random.chance(0.5) ? '新店软装采购' : null });
  for (const [index, person] of people.entries()) {
    await addMember(ctx, {
      chainId: ctx.publicIds.encode('dch', chain),
      personId: ctx.publicIds.encode('cus', person),
      roles: [...(PARTS[index] ?? ['USER'])],
      attitude: random.pick(ATTITUDES.codes),
      influence: random.between(2, 10) * 10,
      ...(random.chance(0.6) ? { note: random.pick(VIEWS) } : {}),
    });
  }
}

/** Two of three people who decide are looked at once more. */
export async function verifyDemoChains(ctx: Ctx): Promise<void> {
  const rows = await ctx.db.read.selectFrom('decision_member').select(['id', 'version']).orderBy('id').execute();
  for (const [place, target] of rows.entries())
    if (place % 3 !== 2) await updateMember(ctx, target, { isVerified: true });
}

/** The oldest customers in use of a kind, the best first. */
async function customers(ctx: Ctx, kind: string, limit: number): Promise<number[]> {
  const rows = await ctx.db.read
    .selectFrom('customer')
    .select('id')
    .where('kind', '=', kind)
    .where('status', '=', 'ACTIVE')
    .orderBy((eb) => eb.fn.coalesce('grade', eb.val('Z')))
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

function dayOf(random: Random): string {
  return new Date(FIRST_DAY - random.between(100, 3_000) * 86_400_000).toISOString().slice(0, 10);
}

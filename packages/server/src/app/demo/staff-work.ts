import { archiveCustomer, createCustomer, updateCustomer } from '../../modules/customer/index.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { instantOn, FIRST_DAY, LAST_DAY } from './calendar.ts';
import { drawChineseName } from './chinese-names.ts';
import { drawMobile } from './phones.ts';
import { drawChinesePlace } from './places.ts';
import { type Random, randomFor } from './random.ts';

/** One thing that staff did by hand. */
export interface StaffDeed {
  readonly at: number;
  readonly what: 'correct' | 'enter' | 'archive';
  readonly seed: number;
}

const NOTES = [
  '已电话核实',
  '更换了收货地址，请按新地址发货',
  '生日送茶样',
  '开票信息已更新',
  '偏好微信联系',
  '企业年会订单，提前两周确认',
];

/** What staff did by hand over the two years: about one deed for every hundred customers, 600 at most. */
export function staffDeeds(size: number): readonly StaffDeed[] {
  const count = Math.min(600, Math.max(20, Math.round(size / 50)));
  return Array.from({ length: count }, (_, seed) => {
    const random = randomFor('deed', seed);
    const day =
      FIRST_DAY + Math.floor(random.next() ** 0.8 * ((LAST_DAY - FIRST_DAY) / 86_400_000 - 2) + 1) * 86_400_000;
    return {
      at: instantOn(day, random.between(9, 17), random.between(0, 59)),
      what: random.weighted<StaffDeed['what']>([
        ['correct', 70],
        ['enter', 22],
        ['archive', 8],
      ]),
      seed,
    };
  }).toSorted((a, b) => a.at - b.at);
}

/** Does it, as the steward in whose context it happens. */
export async function doDeed(ctx: Ctx, deed: StaffDeed): Promise<void> {
  const random = randomFor('deed', deed.seed, 'content');
  if (deed.what === 'enter') return void (await createCustomer(ctx, newcomer(random)));
  const customer = await anyCustomer(ctx, random);
  if (!customer) return;
  if (deed.what === 'archive') return await archiveCustomer(ctx, customer.id, customer.version);
  const isPerson = customer.kind === 'PERSON';
  await updateCustomer(ctx, customer.id, customer.version, {
    note: random.pick(NOTES),
    grade: random.pick(['A', 'B', 'C']),
    stage: random.pick(['CUSTOMER', 'LOYAL', 'PROSPECT']),
    ...(random.chance(0.5) ? { ownerId: ctx.publicIds.encode('usr', ctx.actor.userId) } : {}),
    ...(isPerson && random.chance(0.3) ? { jobTitle: random.pick(['自由职业', '退休', '经理', '教师']) } : {}),
  });
}

function newcomer(random: Random): Parameters<typeof createCustomer>[1] {
  const gender = random.chance(0.5) ? 'FEMALE' : 'MALE';
  const { family, given } = drawChineseName(random, gender, 1990);
  const { country, province, city, district, line } = drawChinesePlace(random);
  return {
    kind: 'PERSON',
    name: family + given,
    gender,
    stage: 'LEAD',
    contactPoints: [{ type: 'PHONE', label: 'MOBILE', value: drawMobile(random), isPrimary: true }],
    addresses: [{ type: 'HOME', country, province, city, district, line, isPrimary: true }],
  };
}

/** A customer in use, taken by its place in the order of arrival: the same one in every demo of a size. */
async function anyCustomer(ctx: Ctx, random: Random) {
  const { count } = await ctx.db.read
    .selectFrom('customer')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('status', '=', 'ACTIVE')
    .executeTakeFirstOrThrow();
  if (Number(count) === 0) return undefined;
  return await ctx.db.read
    .selectFrom('customer')
    .select(['id', 'version', 'kind'])
    .where('status', '=', 'ACTIVE')
    .orderBy('id')
    .offset(random.between(0, Number(count) - 1))
    .limit(1)
    .executeTakeFirst();
}

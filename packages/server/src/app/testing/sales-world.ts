import type { Role } from '@dossier/shared/access';
import { createTestApp, type TestApp } from './test-app.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { addStaff, contextAs } from './staff.ts';

/** Sells. */
export const WANG = 7;
/** Sells, too. */
export const LI = 8;
/** Leads their team. */
export const ZHOU = 9;
/** Supports. */
export const SU = 10;

/** The customers: of Wang, of Li, of nobody, and Wang's second one, who lives in Guangdong. */
export const NAMES = ['赵一', '钱二', '孙三', '周四'] as const;
/** One of {@link NAMES}. */
export type Name = (typeof NAMES)[number];

/** An installation with four people and four customers. Su has a case with 钱二; 赵一 is shared with Li. */
export interface SalesWorld {
  readonly app: TestApp;
  readonly ids: Readonly<Record<Name, string>>;
  /** Somebody with a role, whatever the table of users says. */
  as(role: Role, userId: number, standing?: { teamMembers?: number[]; territories?: string[] }): Ctx;
}

/** Makes a {@link SalesWorld}. */
export async function createSalesWorld(): Promise<SalesWorld> {
  const app = await createTestApp();
  const steward = app.ctxFor('STEWARD');
  await addStaff(app, { Wang: WANG, Li: LI, Zhou: ZHOU, Su: SU });
  const owners = [WANG, LI, undefined, WANG];
  const made: string[] = [];
  for (const [index, name] of NAMES.entries()) {
    const owner = owners[index];
    const { customerCreate } = await app.data(
      steward,
      'mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { customer { id } userErrors { code } } }',
      {
        input: {
          kind: 'PERSON',
          name,
          birthDate: `199${index}-01-01`,
          ...(owner === undefined ? {} : { ownerId: app.services.publicIds.encode('usr', owner) }),
          contactPoints: [{ type: 'PHONE', value: `1380013800${index}` }],
          identifiers: index === 0 ? [{ type: 'MEMBER_ID', value: 'M-1' }] : [],
          ...(index === 3 ? { addresses: [{ country: 'CN', province: '广东省', city: '深圳市', line: '1 号' }] } : {}),
        },
      },
    );
    made.push(customerCreate.customer.id);
  }
  // As many as there are names.
  const ids = Object.fromEntries(NAMES.map((name, index) => [name, made[index]])) as Record<Name, string>;
  const key = (name: Name) => app.services.publicIds.decode('cus', ids[name]) ?? 0;
  await app.services.db.transaction(async (trx) => {
    await trx
      .insertInto('support_case')
      .values({
        customer_id: key('钱二'),
        id: 1,
        subject_id: key('钱二'),
        user_id: SU,
        subject: 'Broken lamp',
        opened_by: SU,
        opened_at: 0,
        until: app.services.now() + 60_000,
        closed_at: null,
      })
      .execute();
    await trx
      .insertInto('customer_share')
      .values({
        customer_id: key('赵一'),
        user_id: LI,
        subject_id: key('赵一'),
        until: null,
        shared_by: WANG,
        shared_at: 0,
      })
      .execute();
  });
  return {
    app,
    ids,
    as: (role, userId, standing) => contextAs(app, role, userId, standing),
  };
}

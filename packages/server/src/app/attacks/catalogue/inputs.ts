import type { Attack } from '../attack.ts';
import type { Installation } from '../installation.fixture.ts';

/** A change that also says what nobody may say. */
const assigning = (
  id: string,
  title: string,
  of: {
    readonly change: (of: Installation) => Promise<readonly [string, object]>;
    readonly table: 'customer' | 'staff_user';
    readonly column: string;
    readonly key: (of: Installation) => number | undefined;
    readonly value: string;
  },
): Attack => ({
  id: `assign-${id}`,
  title,
  threat: 'API3',
  without: 'closed inputs',
  attempt: async (target) => {
    const [document, variables] = await of.change(target.of);
    await target.ask('seller', document, variables);
    const row = await target.of.app.services.db.read
      .selectFrom(of.table)
      .selectAll()
      .where('id', '=', of.key(target.of) ?? 0)
      .executeTakeFirstOrThrow();
    return String(Reflect.get(row, of.column)) === of.value;
  },
});

const own = ({ customer }: Installation) => customer('own');
const ofCustomer = (field: string, column: string, value: string) => ({
  change: async (of: Installation) =>
    [
      'mutation ($id: ID!, $version: String!, $input: CustomerUpdateInput!) { customerUpdate(id: $id, version: $version, input: $input) { userErrors { code } } }',
      { id: own(of).id, version: await of.versionOf(own(of).id), input: { [field]: value } },
    ] as const,
  table: 'customer' as const,
  column,
  key: (of: Installation) => of.app.services.publicIds.decode('cus', own(of).id),
  value,
});
const ofOneself = (field: string, column: string, value: string) => ({
  change: async ({ people }: Installation) =>
    [
      'mutation ($id: ID!, $input: UserUpdateInput!) { userUpdate(id: $id, version: "x", input: $input) { userErrors { code } } }',
      { id: people.seller.id, input: { [field]: value } },
    ] as const,
  table: 'staff_user' as const,
  column,
  key: ({ people }: Installation) => people.seller.userId,
  value,
});

/** Writing what an input does not declare. */
export const INPUTS: readonly Attack[] = [
  assigning('number', 'The number of one’s own customer', ofCustomer('number', 'number', 'C0000000001')),
  assigning('created', 'When one’s own customer was created', ofCustomer('createdAt', 'created_at', '1')),
  assigning('status', 'The status of one’s own customer', ofCustomer('status', 'status', 'WITHDRAWN')),
  assigning('address', 'The address that one signs in with', ofOneself('email', 'email', 'boss@acme.example')),
  assigning('password', 'One’s password, without the present one', ofOneself('passwordHash', 'password_hash', 'plain')),
];

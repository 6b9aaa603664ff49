import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { asking, type Asking, type Attack, says, type Target } from '../attack.ts';
import type { Installation } from '../installation.fixture.ts';
import { KNOWN_KEY } from '../weak-keys.ts';

const stranger = ({ customer }: Installation) => customer('stranger');

/** What is not shown is told by the way: section 4 of the access model. */
const overhearing = (id: string, title: string, document: Asking['document'], rest: Partial<Asking> = {}): Attack =>
  asking({
    id: `side-${id}`,
    title,
    threat: 'SIDE',
    without: 'silence about what is hidden',
    as: 'seller',
    document,
    ...rest,
  });
const told: readonly Attack[] = [
  overhearing(
    'total',
    'How many customers there are, by the total of one’s own',
    '{ customers(first: 1) { totalCount } }',
    {
      gains: ({ json }, { seenBySeller }) => json?.data?.customers?.totalCount > seenBySeller,
    },
  ),
  overhearing(
    'next-page',
    'Whether there are more, behind the last page',
    '{ customers(first: 100) { pageInfo { hasNextPage } } }',
    {
      gains: ({ json }) => json?.data?.customers?.pageInfo.hasNextPage === true,
    },
  ),
  overhearing('groups', 'How many customers there are, by groups', '{ customerGroups(by: STAGE) { count } }', {
    gains: ({ json }, { seenBySeller }) => json?.data?.customerGroups?.[0]?.count > seenBySeller,
  }),
  overhearing('quality', 'How many customers there are, by the figures of data quality', '{ dataQuality { total } }', {
    gains: ({ json }, { seenBySeller }) => json?.data?.dataQuality?.total > seenBySeller,
  }),
  overhearing(
    'exists',
    'Whether an id is of somebody, by another refusal',
    'query ($id: ID!) { customer(id: $id) { id } }',
    {
      variables: (of) => ({ id: stranger(of).id }),
      gains: ({ json }) => json?.errors !== undefined,
    },
  ),
  overhearing('node-exists', 'Whether an id is of somebody, by node', 'query ($id: ID!) { node(id: $id) { id } }', {
    variables: (of) => ({ id: stranger(of).id }),
    gains: ({ json }) => json?.errors !== undefined,
  }),
  overhearing(
    'number-exists',
    'Whether a number was given away',
    'query ($n: String!) { customerByNumber(number: $n) { customer { id } } }',
    {
      variables: (of) => ({ n: stranger(of).number }),
      gains: ({ json }) => json?.data?.customerByNumber?.customer != null,
    },
  ),
  overhearing(
    'conflict',
    'What is stored, in the refusal of a change',
    'mutation ($id: ID!) { customerUpdate(id: $id, version: "x", input: { grade: "A" }) { userErrors { message } } }',
    { variables: (of) => ({ id: stranger(of).id }), gains: says((of) => stranger(of).name) },
  ),
  overhearing(
    'duplicate',
    'Whether somebody else has a phone, by the warning of duplicates',
    'query ($p: String!) { customerDuplicates(input: { phones: [$p] }) { customer { id } } }',
    { variables: (of) => ({ p: stranger(of).phone }), gains: says((of) => stranger(of).id) },
  ),
  overhearing('orders', 'Orders of customers of others', '{ orders(first: 100) { nodes { number } } }', {
    gains: says((of) => stranger(of).orderNumber),
  }),
  overhearing(
    'products',
    'How often a product was sold to customers of others',
    '{ products { nodes { orderLineCount } } }',
    {
      gains: ({ json }) => json?.data?.products?.nodes?.[0]?.orderLineCount > 0,
    },
  ),
  overhearing('tags', 'How many customers of others have a tag', '{ tags { customerCount } }', {
    gains: ({ json }, { seenBySeller }) => json?.data?.tags?.[0]?.customerCount > seenBySeller,
  }),
  overhearing('sources', 'How many customers of others a source knows', '{ sources { customerCount } }', {
    gains: ({ json }, { seenBySeller }) =>
      json?.data?.sources?.some(({ customerCount }: { customerCount: number }) => customerCount > seenBySeller),
  }),
  overhearing('readable-cursor', 'A value in a cursor', '{ customers(first: 1) { pageInfo { endCursor } } }', {
    as: 'viewer',
    gains: ({ json }, { world }) => {
      const text = Buffer.from(String(json?.data?.customers?.pageInfo.endCursor), 'base64url').toString();
      return world.everyone.some(({ name }) => text.includes(name));
    },
  }),
  overhearing(
    'selection',
    'How many others a change of many would meet',
    'mutation ($t: ID!) { customersTag(remove: [$t], selection: {}) { changed } }',
    {
      variables: ({ world }) => ({ t: world.tagId }),
      gains: ({ json }, { seenBySeller }) => json?.data?.customersTag?.changed > seenBySeller,
    },
  ),
  {
    id: 'side-account-exists',
    title: 'Whether somebody has an account, by the refusal of a sign-in',
    threat: 'SIDE',
    without: 'silence about what is hidden',
    attempt: async (target) => {
      const refusal = async (email: string) => {
        const document = 'mutation ($i: SignInInput!) { signIn(input: $i) { userErrors { code message } } }';
        const { status, json } = await target.ask('anonymous', document, { i: { email, password: 'wrong' } });
        return JSON.stringify([status, json?.data, json?.errors?.[0].message]);
      };
      return (await refusal(target.of.people.viewer.email)) !== (await refusal('nobody@acme.example'));
    },
  },
];

const NONCE = 12;
const TAG = 16;
function openWith(key: Buffer, cursor: string, bound: string): string | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE));
  decipher.setAAD(Buffer.from(bound));
  decipher.setAuthTag(bytes.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString();
  } catch {
    return undefined;
  }
}
function sealWith(key: Buffer, plain: string, bound: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(bound));
  return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  );
}
const LIST = 'query ($after: String) { products(first: 1, after: $after) { nodes { code } pageInfo { endCursor } } }';
const cursorOf = async (target: Target) =>
  String((await target.ask('viewer', LIST)).json.data.products.pageInfo.endCursor);
/** How the product binds the cursors of this list. */
const SCOPE = 'products';

const cursors: readonly Attack[] = [
  {
    id: 'side-cursor-opened',
    title: 'What a cursor says, with a key that is guessed',
    threat: 'SIDE',
    without: 'secret keys',
    attempt: async (target) =>
      openWith(KNOWN_KEY, await cursorOf(target), `${target.of.people.viewer.userId}|${SCOPE}`) !== undefined,
  },
  {
    id: 'side-cursor-written',
    title: 'A cursor of one’s own making, to begin anywhere',
    threat: 'SIDE',
    without: 'secret keys',
    attempt: async (target) => {
      const bound = `${target.of.people.viewer.userId}|${SCOPE}`;
      const after = sealWith(KNOWN_KEY, JSON.stringify(['A', 1]), bound);
      return (await target.ask('viewer', LIST, { after })).json?.data != null;
    },
  },
];

/** Ids as numbers are guessed by counting. */
const counting = (id: string, title: string, attempt: Attack['attempt']): Attack => ({
  id: `ids-${id}`,
  title,
  threat: 'API1',
  without: 'sealed ids',
  attempt,
});
const shownId = async (target: Target): Promise<string> =>
  (await target.ask('viewer', '{ customers(first: 1) { nodes { id } } }')).json.data.customers.nodes[0].id;

const ids: readonly Attack[] = [
  counting('counted', 'The key of a row in its id', async (target) => {
    return /^cus_\d+$/.test(await shownId(target));
  }),
  counting('by-key', 'A row asked for by its key', async (target) => {
    const key = target.of.app.services.publicIds.decode('cus', target.of.customer('stranger').id);
    const document = 'query ($id: ID!) { node(id: $id) { id } }';
    return (await target.ask('viewer', document, { id: `cus_${key}` })).json?.data?.node != null;
  }),
  counting('version', 'A version that is guessed, to write over what others wrote', async (target) => {
    const id = await shownId(target);
    const write = async (version: string) =>
      (
        await target.ask(
          'steward',
          'mutation ($id: ID!, $v: String!) { customerUpdate(id: $id, version: $v, input: { stage: "LEAD" }) { customer { id } userErrors { code } } }',
          { id, v: version },
        )
      ).json?.data?.customerUpdate?.customer != null;
    for (const version of ['1', '2', '3']) if (await write(version)) return true;
    return false;
  }),
];

/** Telling something about what is not shown. */
export const SIDE_CHANNELS: readonly Attack[] = [...told, ...cursors, ...ids];

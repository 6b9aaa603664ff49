import type { Ctx } from '../src/platform/context/context.ts';
import { randomFor } from '../src/app/demo/random.ts';
import { sealCursor } from '../src/platform/graphql/cursor.ts';
import { benchPerson, type Filled } from './fill.ts';

const VARIANTS = 500;
const FIELDS = 'id number kind name gender birthDate stage grade province city';
const SEARCH = `query Search($search: String!) { customers(first: 50, search: $search) { nodes { ${FIELDS} } } }`;
const PAGE = `query Page($after: String) { customers(first: 50, after: $after, sort: { field: CREATED_AT, direction: DESC }) { nodes { ${FIELDS} } pageInfo { endCursor } } }`;

/** Request bodies of searches and pages: by phone, by two characters of a name, by a scan, the first page and one at 90 %. */
export function searchRequests(ctx: Ctx, filled: Filled): Readonly<Record<string, readonly string[]>> {
  const random = randomFor('search');
  const people = Array.from({ length: VARIANTS }, () => benchPerson(random.between(0, filled.customers - 1)));
  const pairs = people.map(({ name }) => name.slice(0, 2));
  const pages = (share: number) =>
    people.map(() => {
      const index = Math.floor(filled.customers * (1 - share)) + random.between(0, Math.floor(filled.customers / 100));
      // As the server seals them, at a row that exists.
      const after = sealCursor(ctx, 'customers/CREATED_AT/DESC', [
        filled.since + index * 1_000,
        filled.firstId + index,
      ]);
      return JSON.stringify({ query: PAGE, variables: { after } });
    });
  return {
    'phone.ours': people.map(({ mobile }) => JSON.stringify({ query: SEARCH, variables: { search: mobile } })),
    'pair.ours': pairs.map((search) => JSON.stringify({ query: SEARCH, variables: { search } })),
    'pair.floor': pairs.map((text) => JSON.stringify({ text })),
    'first-page.ours': [JSON.stringify({ query: PAGE, variables: {} })],
    'deep-page.ours': pages(0.9),
  };
}

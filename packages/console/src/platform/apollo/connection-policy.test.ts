import { InMemoryCache, gql } from '@apollo/client/core';
import { describe, expect, it } from 'vitest';
import { connectionPolicy } from './connection-policy.ts';

const PEOPLE = gql`
  query People($after: String, $search: String) {
    people(after: $after, search: $search) {
      nodes {
        id
      }
      pageInfo {
        startCursor
        endCursor
      }
    }
  }
`;

function page(ids: readonly string[]): Record<string, unknown> {
  const nodes = ids.map((id) => ({ __typename: 'Person', id }));
  return {
    people: {
      __typename: 'People',
      nodes,
      pageInfo: { __typename: 'PageInfo', startCursor: ids[0], endCursor: ids.at(-1) },
    },
  };
}

function read(
  cache: InMemoryCache,
  variables: Record<string, unknown> = {},
): { ids: string[]; cursors: string[] } | undefined {
  const people = cache.readQuery<{
    people: { nodes: { id: string }[]; pageInfo: { startCursor: string; endCursor: string } };
  }>({
    query: PEOPLE,
    variables,
  })?.people;
  return (
    people && {
      ids: people.nodes.map(({ id }) => id),
      cursors: [people.pageInfo.startCursor, people.pageInfo.endCursor],
    }
  );
}

function createCache(): InMemoryCache {
  return new InMemoryCache({ typePolicies: { Query: { fields: { people: connectionPolicy(['search']) } } } });
}

describe('connectionPolicy', () => {
  it('appends a page asked with `after`, once', () => {
    const cache = createCache();
    cache.writeQuery({ query: PEOPLE, data: page(['a', 'b']) });
    cache.writeQuery({ query: PEOPLE, data: page(['c', 'd']), variables: { after: 'b' } });
    cache.writeQuery({ query: PEOPLE, data: page(['c', 'd']), variables: { after: 'b' } });
    expect(read(cache)).toEqual({ ids: ['a', 'b', 'c', 'd'], cursors: ['a', 'd'] });
  });

  it('starts anew with a first page', () => {
    const cache = createCache();
    cache.writeQuery({ query: PEOPLE, data: page(['a', 'b']) });
    cache.writeQuery({ query: PEOPLE, data: page(['c']), variables: { after: 'b' } });
    cache.writeQuery({ query: PEOPLE, data: page(['z', 'a']) });
    expect(read(cache)?.ids).toEqual(['z', 'a']);
  });

  it('keeps lists of other conditions apart', () => {
    const cache = createCache();
    cache.writeQuery({ query: PEOPLE, data: page(['a']), variables: { search: 'x' } });
    cache.writeQuery({ query: PEOPLE, data: page(['b']), variables: { search: 'y' } });
    expect(read(cache, { search: 'x' })?.ids).toEqual(['a']);
  });
});

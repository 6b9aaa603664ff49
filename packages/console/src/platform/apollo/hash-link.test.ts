import { ApolloLink, Observable, execute, gql } from '@apollo/client/core';
import { ApolloClient, InMemoryCache } from '@apollo/client/core';
import { describe, expect, it } from 'vitest';
import { SignOutDocument } from '../../gql/graphql.ts';
import persisted from '../../gql/persisted-documents.json';
import { createHashLink, documentHash } from './hash-link.ts';

interface Seen {
  extensions: Record<string, unknown>;
  http: unknown;
}

function recorder(seen: Seen[]): ApolloLink {
  return new ApolloLink((operation) => {
    seen.push({ extensions: { ...operation.extensions }, http: operation.getContext()['http'] });
    return new Observable((observer) => observer.complete());
  });
}

describe('createHashLink', () => {
  it('sends a generated document by a hash the server knows, without its text', () => {
    const hash = documentHash(SignOutDocument);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.keys(persisted)).toContain(`sha256:${hash}`);

    const seen: Seen[] = [];
    const client = new ApolloClient({ cache: new InMemoryCache(), link: createHashLink().concat(recorder(seen)) });
    void client.mutate({ mutation: SignOutDocument }).catch(() => undefined);
    expect(seen).toEqual([
      {
        extensions: { persistedQuery: { version: 1, sha256Hash: hash } },
        http: { includeExtensions: true, includeQuery: false },
      },
    ]);
  });

  it('leaves a document without a hash as it is', () => {
    const seen: Seen[] = [];
    const client = new ApolloClient({ cache: new InMemoryCache(), link: ApolloLink.empty() });
    const link = createHashLink().concat(recorder(seen));
    execute(
      link,
      {
        query: gql`
          {
            installation {
              name
            }
          }
        `,
      },
      { client },
    ).subscribe({});
    expect(seen).toEqual([{ extensions: {}, http: undefined }]);
  });
});

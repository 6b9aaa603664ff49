import { ApolloLink } from '@apollo/client/core';
import type { DocumentNode } from 'graphql';

interface HashedDocument extends DocumentNode {
  readonly __meta__?: { readonly hash?: string };
}

/** The SHA-256 (hex) of a generated document's normalised text; undefined for a document written by hand (tests). */
export function documentHash(document: DocumentNode): string | undefined {
  // The generator adds `__meta__` to its documents; the GraphQL type does not know of it.
  const hash = (document as HashedDocument).__meta__?.hash;
  return hash?.replace(/^sha256:/, '');
}

/**
 * Names each operation by its hash and leaves its text out: with a session cookie the server runs only documents it
 * knows. Used in production; in development the text goes alone, so that a document changed a second ago runs too.
 */
export function createHashLink(): ApolloLink {
  return new ApolloLink((operation, forward) => {
    const sha256Hash = documentHash(operation.query);
    if (!sha256Hash) return forward(operation);
    operation.extensions['persistedQuery'] = { version: 1, sha256Hash };
    operation.setContext({ http: { includeExtensions: true, includeQuery: false } });
    return forward(operation);
  });
}

import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client/core';
import { describe, expect, it } from 'vitest';
import { SignOutDocument } from '../../gql/graphql.ts';
import { toFailure } from './failure.ts';
import { createStepUpLink } from './step-up-link.ts';

/** A server that wants a proof first, as often as given, and counts how often it was asked. */
function setUp(refusals: number, code = 'STEP_UP_REQUIRED', proves = true) {
  const seen = { operations: 0, questions: 0 };
  const server = new ApolloLink(() => {
    seen.operations += 1;
    const isRefused = seen.operations <= refusals;
    return new Observable((observer) => {
      queueMicrotask(() => {
        if (isRefused) observer.next({ data: null, errors: [{ message: 'No.', extensions: { code } }] });
        else observer.next({ data: { __typename: 'Mutation', signOut: { __typename: 'DonePayload', done: true } } });
        observer.complete();
      });
    });
  });
  const ask = async () => {
    seen.questions += 1;
    return proves;
  };
  const client = new ApolloClient({ cache: new InMemoryCache(), link: createStepUpLink(ask).concat(server) });
  const run = async () =>
    await client.mutate({ mutation: SignOutDocument }).then(
      ({ data }) => data?.signOut.done,
      (error: unknown) => toFailure(error).kind,
    );
  return { run, seen };
}

describe('createStepUpLink', () => {
  it('asks, and then does what was refused by itself', async () => {
    const { run, seen } = setUp(1);
    expect([await run(), seen]).toEqual([true, { operations: 2, questions: 1 }]);
  });

  it('leaves the refusal to who does not prove it, and to a server that is still not content', async () => {
    const givenUp = setUp(1, 'STEP_UP_REQUIRED', false);
    expect([await givenUp.run(), givenUp.seen]).toEqual(['step-up', { operations: 1, questions: 1 }]);
    const never = setUp(9);
    expect([await never.run(), never.seen]).toEqual(['step-up', { operations: 2, questions: 1 }]);
  });

  it('asks about nothing else', async () => {
    const { run, seen } = setUp(1, 'FORBIDDEN');
    expect([await run(), seen]).toEqual(['forbidden', { operations: 1, questions: 0 }]);
  });
});

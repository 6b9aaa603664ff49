import { ApolloLink } from '@apollo/client/core';
import { ErrorLink } from '@apollo/client/link/error';
import { from, mergeMap, throwError } from 'rxjs';
import { toFailure } from './failure.ts';

/**
 * When the server wants the person to prove again who they are: asks, and sends the refused operation once more by itself. The
 * server refuses before it does anything, so repeating is safe. Who does not prove it gets the refusal.
 */
export function createStepUpLink(ask: () => Promise<boolean>): ApolloLink {
  return new ErrorLink(({ error, operation, forward }) => {
    if (toFailure(error).kind !== 'step-up') return undefined;
    return from(ask()).pipe(mergeMap((proved) => (proved ? forward(operation) : throwError(() => error))));
  });
}

import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { describe, expect, it } from 'vitest';
import { toFailure } from './failure.ts';

function graphQLError(code: string, extensions: Record<string, unknown> = {}): CombinedGraphQLErrors {
  return new CombinedGraphQLErrors({ errors: [{ message: 'No.', extensions: { code, ...extensions } }] });
}

describe('toFailure', () => {
  it.each([
    ['UNAUTHENTICATED', 'unauthenticated'],
    ['FORBIDDEN', 'forbidden'],
    ['BAD_USER_INPUT', 'bad-input'],
    ['RATE_LIMITED', 'rate-limited'],
    ['UNAVAILABLE', 'unavailable'],
    ['INTERNAL_SERVER_ERROR', 'internal'],
    ['PERSISTED_QUERY_NOT_FOUND', 'outdated'],
    ['SOMETHING_NEW', 'internal'],
  ])('reads %s as %s', (code, kind) => expect(toFailure(graphQLError(code)).kind).toBe(kind));

  it('keeps the request id and the missing right', () => {
    expect(toFailure(graphQLError('FORBIDDEN', { requestId: 'req-1', permission: 'AUDIT_READ' }))).toEqual({
      kind: 'forbidden',
      message: 'No.',
      requestId: 'req-1',
      permission: 'AUDIT_READ',
    });
  });

  const answered = (status: number, bodyText: string): ServerError =>
    new ServerError('No.', { response: new Response(bodyText, { status }), bodyText });

  it('reads the error inside an answer with a status of its own', () => {
    const body = JSON.stringify({
      errors: [{ message: 'No.', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', requestId: 'req-2' } }],
    });
    expect(toFailure(answered(400, body))).toEqual({
      kind: 'outdated',
      message: 'No.',
      requestId: 'req-2',
      permission: undefined,
    });
  });

  it.each([
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [429, 'rate-limited'],
    [502, 'unavailable'],
    [500, 'internal'],
  ])('reads the status %s of a page that is no GraphQL', (status, kind) =>
    expect(toFailure(answered(status, '<html>')).kind).toBe(kind),
  );

  it('takes everything that is no answer for a lost connection', () => {
    expect(toFailure(new TypeError('Failed to fetch')).kind).toBe('unavailable');
  });
});

import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { StatementTooLong } from '../database/engine-errors.ts';
import { SILENT } from '../testing/test-context.ts';
import { failure } from './failure.ts';
import { formatError, withoutValues } from './format-error.ts';

const shown = (thrown: GraphQLError) =>
  formatError(SILENT, 'r1', { ...thrown.toJSON(), extensions: thrown.extensions }, thrown);
const wrapped = (cause: Error) => new GraphQLError(cause.message, { originalError: cause });

describe('formatError', () => {
  it('shows our own failures as they are', () => {
    expect(shown(failure('FORBIDDEN', 'No.', { permission: 'CUSTOMER_READ', secret: 1 }))).toEqual({
      message: 'No.',
      extensions: { code: 'FORBIDDEN', permission: 'CUSTOMER_READ' },
    });
  });

  it.each([
    new Error("Duplicate entry '13800138000' for key 'phone'"),
    Object.assign(new Error('x'), { extensions: { code: 'FORBIDDEN' } }),
    new TypeError('undefined is not a function'),
  ])('hides %o behind the request id', (cause) => {
    expect(shown(wrapped(cause))).toEqual({
      message: 'Something went wrong here.',
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r1' },
    });
  });

  it.each([
    ['ECONNREFUSED', 'The database cannot be reached at the moment. Try again.'],
    ['ENOSPC', 'The disk of the server is full: nothing can be changed until there is space.'],
  ])('says what %s means', (code, message) => {
    expect(shown(wrapped(Object.assign(new Error('10.0.0.5:3306'), { code })))).toEqual({
      message,
      extensions: { code: 'UNAVAILABLE', retryAfter: 2 },
    });
  });

  it.each([
    ['SQLite', new StatementTooLong()],
    ['MySQL', Object.assign(new Error('Query execution was interrupted'), { code: 'ER_QUERY_TIMEOUT', errno: 3024 })],
    ['MariaDB', Object.assign(new Error('Query execution was interrupted'), { code: 'UNKNOWN', errno: 1969 })],
  ])('says that the answer took too long when %s ended a statement', (_engine, cause) => {
    expect(shown(wrapped(cause))).toEqual({
      message: 'The answer took too long.',
      extensions: { code: 'UNAVAILABLE', retryAfter: 5 },
    });
  });
});

describe('withoutValues', () => {
  it.each([
    ['Syntax Error: Expected Name, found String "1 "38" 00".', 'Syntax Error: Expected Name, found String.'],
    ['Syntax Error: Unexpected Int "13800138000".', 'Syntax Error: Unexpected Int.'],
    ['Syntax Error: Expected Name, found "}".', 'Syntax Error: Expected Name, found "}".'],
    [
      'Cannot query field "viewr" on type "Query". Did you mean "viewer"?',
      'Cannot query field "viewr" on type "Query".',
    ],
    [
      'Variable "$n" got invalid value "138; 00"; Int cannot represent non-integer value: "138; 00"',
      'Variable "$n" got an invalid value; Int cannot represent non-integer value.',
    ],
    [
      'Variable "$i" got invalid value { a: "x" } at "i.b"; Field "c" is not defined by type "I".',
      'Variable "$i" got an invalid value at "i.b"; Field "c" is not defined by type "I".',
    ],
    ['Int cannot represent non-integer value: "secret"', 'Int cannot represent non-integer value.'],
    ['Value "BLUE" does not exist in "Role" enum.', 'The value does not exist in "Role" enum.'],
    [
      'Variable "$d" got invalid value "x"; expected a LocalDate such as 2026-03-05',
      'Variable "$d" got an invalid value; expected a LocalDate such as 2026-03-05',
    ],
    [
      'Enum "Role" cannot represent non-enum value: "ADMIN". Did you mean the enum value "ADMIN"?',
      'Enum "Role" cannot represent non-enum value.',
    ],
  ])('%s', (given, expected) => {
    expect(withoutValues(given)).toBe(expected);
  });
});

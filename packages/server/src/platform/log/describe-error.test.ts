import { expect, it } from 'vitest';
import { framesOf, nameError, placeOf } from './describe-error.ts';

const PHONE = '13800138000';
const withCode = (message: string, more: object) => Object.assign(new Error(message), more);

it.each([
  [new TypeError(`${PHONE} is odd`), 'TypeError'],
  [withCode(`open '/tmp/${PHONE}'`, { code: 'ENOENT', path: PHONE }), 'Error ENOENT'],
  [withCode(PHONE, { code: PHONE }), 'Error'],
  [
    withCode('UNIQUE constraint failed: customer.number', { code: 'ERR_SQLITE_ERROR', errcode: 2067 }),
    'Error ERR_SQLITE_ERROR 2067 on customer.number',
  ],
  [
    withCode(`Duplicate entry '${PHONE}' for key 'other'' for key 'customer.number'`, { code: 'ER_DUP_ENTRY' }),
    'Error ER_DUP_ENTRY on customer.number',
  ],
  [new Error(PHONE, { cause: withCode(PHONE, { code: 'ECONNRESET' }) }), 'Error from Error ECONNRESET'],
  [PHONE, 'string'],
])('tells what an error is without its message: %#', (error, name) => {
  expect(nameError(error)).toBe(name);
});

it('tells where it arose, of what is ours', async () => {
  class Reader {
    async read() {
      return await Promise.reject(new Error(`first ${PHONE}\n    at ${PHONE}\n    at somebody@mail.example`));
    }
    parse() {
      JSON.parse(`{${PHONE}`);
    }
  }
  const error: unknown = await new Reader().read().catch((thrown: unknown) => thrown);
  expect(placeOf(error)).toBe('Reader.read');
  expect(framesOf(error).join()).not.toMatch(/13800138000|somebody/);
  expect(() => new Reader().parse()).toThrow(SyntaxError);
  try {
    new Reader().parse();
  } catch (broken) {
    expect(placeOf(broken)).toBe('Reader.parse');
  }
  expect(placeOf('a text')).toBeUndefined();
});

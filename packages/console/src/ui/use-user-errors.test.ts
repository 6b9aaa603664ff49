import { describe, expect, it } from 'vitest';
import { useUserErrors } from './use-user-errors.ts';

const error = (field: string[] | null, message: string): { code: string; field: string[] | null; message: string } => ({
  code: 'INVALID',
  field,
  message,
});

describe('useUserErrors', () => {
  it('gives each refusal to its input and keeps the rest for above the form', () => {
    const errors = useUserErrors(['email', 'contactPoints']);
    expect(
      errors.accept([
        error(['input', 'email'], 'Taken.'),
        error(['contactPoints', '0', 'value'], 'Too short.'),
        error(null, 'Not now.'),
      ]),
    ).toBe(false);
    expect(errors.of('email')).toBe('Taken.');
    expect(errors.of('contactPoints.0.value')).toBe('Too short.');
    expect(errors.of('name')).toBe('');
    expect(errors.others.value.map(({ message }) => message)).toEqual(['Not now.']);
  });

  it('is satisfied with nothing, and forgets', () => {
    const errors = useUserErrors();
    errors.accept([error(['name'], 'Required.')]);
    expect(errors.accept([])).toBe(true);
    expect(errors.all.value).toEqual([]);
  });
});

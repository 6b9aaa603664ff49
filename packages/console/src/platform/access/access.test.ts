import { describe, expect, it } from 'vitest';
import { grantsOf, sessionFixture } from '../../testing/session.fixture.ts';
import { mountPage } from '../../testing/mount-page.ts';
import { useAccess } from './use-access.ts';
import type { Access } from './use-access.ts';
import { shownAs } from './shown.ts';

async function accessOf(personal: 'FULL' | 'MASKED'): Promise<Access> {
  let access: Access | undefined;
  await mountPage(
    {
      setup: () => {
        access = useAccess();
        return () => null;
      },
    },
    { session: sessionFixture([], grantsOf(personal)) },
  );
  if (!access) throw new Error('Not set up.');
  return access;
}

describe('useAccess', () => {
  it('asks the viewer’s grants, by class or by field', async () => {
    const [full, masked] = [await accessOf('FULL'), await accessOf('MASKED')];
    expect([full.may('SORT', 'PERSONAL'), masked.may('SORT', 'PERSONAL')]).toEqual([true, false]);
    expect([full.mayField('EXPORT', 'PHONE'), masked.mayField('EXPORT', 'PHONE')]).toEqual([true, false]);
    expect([full.mayField('EXPORT', 'IDENTIFIER'), masked.mayField('EXPORT', 'GRADE')]).toEqual([false, true]);
    expect(masked.mayField('FILTER_EQ', 'INDUSTRY')).toBe(true);
  });
});

describe('shownAs', () => {
  it.each([
    ['FULL', '张伟', 'full'],
    ['FULL', null, 'full'],
    ['MASKED', '张*', 'masked'],
    ['MASKED', null, 'hidden'],
    ['NONE', null, 'hidden'],
  ] as const)('%s %s is %s', (visibility, value, expected) => expect(shownAs(visibility, value)).toBe(expected));
});

import { BUILT_IN_POLICY, type Policy, type Role } from '@dossier/shared/access';
import { describe, expect, it } from 'vitest';
import { compileGrants } from './compile-grants.ts';
import { isWider } from './is-wider.ts';

const of = (roles: readonly string[], policy: Policy = BUILT_IN_POLICY) =>
  compileGrants(policy, roles, { userId: 1, teamMembers: [], territories: [] });

describe('isWider', () => {
  it.each<[readonly Role[], readonly Role[], boolean]>([
    [[], ['VIEWER'], true],
    [[], ['ANALYST'], true],
    [['VIEWER'], ['VIEWER', 'SALES'], true],
    // Masked values of all are nothing new to who reads them in full.
    [['DATA_STEWARD'], ['VIEWER'], false],
    [['DATA_STEWARD'], ['SALES'], true],
    [['MANAGER'], ['SALES'], false],
    [['SALES'], ['MANAGER'], true],
    [['SECURITY_ADMIN', 'VIEWER'], ['SECURITY_ADMIN'], false],
    [['PRIVACY_OFFICER'], ['AUDITOR'], true],
    [['VIEWER', 'ANALYST'], ['VIEWER'], false],
    [['VIEWER'], [], false],
  ])('from %j to %j: %j', (before, after, expected) => {
    expect(isWider(of(after), of(before))).toBe(expected);
  });

  it('is decided by what a role may do, not by its name', () => {
    const nothing: Policy = { roles: { ...BUILT_IN_POLICY.roles, SECURITY_ADMIN: { permissions: [], grants: {} } } };
    expect(isWider(of(['SECURITY_ADMIN'], nothing), of([], nothing))).toBe(false);
  });

  it('sees exact figures where there were rounded ones', () => {
    const figures = BUILT_IN_POLICY.roles['ANALYST'];
    if (!figures) throw new Error('no such role');
    const { aggregatesOnly: _, ...exact } = figures;
    expect(isWider(of(['A'], { roles: { A: exact } }), of(['A'], { roles: { A: figures } }))).toBe(true);
    expect(isWider(of(['A'], { roles: { A: figures } }), of(['A'], { roles: { A: exact } }))).toBe(false);
  });
});

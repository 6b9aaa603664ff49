import { BUILT_IN_POLICY, type Role } from '@dossier/shared/access';
import { describe, expect, it } from 'vitest';
import { compileGrants } from '../../../platform/policy/compile-grants.ts';
import { viewerGrants } from './viewer-grant.type.ts';

function personal(...roles: Role[]): string {
  const grants = compileGrants(BUILT_IN_POLICY, roles, { userId: 7, teamMembers: [], territories: [] });
  const grant = viewerGrants(grants).find(({ dataClass }) => dataClass === 'PERSONAL');
  return [grant?.visibility ?? 'BY ROW', ...(grant?.capabilities ?? [])].join(' ');
}

describe('what a program is told of its user’s grants on personal values', () => {
  it.each<[Role[], string]>([
    [['VIEWER'], 'MASKED READ_MASKED'],
    [['PRIVACY_OFFICER'], 'MASKED READ_MASKED REVEAL'],
    [['SECURITY_ADMIN'], 'NONE'],
    [['ANALYST'], 'NONE'],
    [
      ['DATA_STEWARD'],
      'FULL READ_FULL WRITE FILTER_EQ FILTER_PREFIX FILTER_RANGE SORT GROUP AGGREGATE SEARCH EXPORT SUBSCRIBE',
    ],
    // Of their own customers in full, of those of the pool masked: no order by name, which would rank the masked ones too.
    [
      ['SALES'],
      'BY ROW READ_MASKED READ_FULL WRITE FILTER_EQ FILTER_PREFIX FILTER_RANGE GROUP AGGREGATE SEARCH SUBSCRIBE',
    ],
    [['SUPPORT'], 'FULL READ_FULL FILTER_EQ FILTER_PREFIX FILTER_RANGE SORT GROUP AGGREGATE SEARCH LOOK_UP SUBSCRIBE'],
  ])('%j', (roles, expected) => expect(personal(...roles)).toBe(expected));
});

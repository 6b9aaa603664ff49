import { describe, expect, it } from 'vitest';
import { BREAK_GLASS_POLICY, BUILT_IN_POLICY, type Policy, policyFaults, type RolePolicy } from './index.ts';

const policy = (role: Partial<RolePolicy>): Policy => ({
  roles: { TRIED: { permissions: [], grants: {}, ...role } },
});
const faults = (role: Partial<RolePolicy>) => policyFaults(policy(role)).map(({ code, at }) => `${code} ${at}`);

describe('what no policy can say', () => {
  it('is not said by the one that the program comes with', () => {
    expect(policyFaults(BUILT_IN_POLICY)).toEqual([]);
    expect(policyFaults({ roles: { BREAK_GLASS: BREAK_GLASS_POLICY } })).toEqual([]);
  });

  it.each<[string, Partial<RolePolicy>, string[]]>([
    [
      'filtering by what may be read masked only',
      {
        grants: {
          PUBLIC: { READ_FULL: ['ALL'] },
          INTERNAL: { READ_FULL: ['ALL'] },
          PERSONAL: { READ_MASKED: ['ALL'], FILTER_EQ: ['ALL'] },
        },
      },
      ['TELLS_WITHOUT_READING PERSONAL.FILTER_EQ'],
    ],
    [
      'sorting the team by what may be read of one’s own only',
      { grants: { PUBLIC: { READ_FULL: ['OWN', 'TEAM'] }, INTERNAL: { READ_FULL: ['OWN'], SORT: ['OWN', 'TEAM'] } } },
      ['TELLS_WITHOUT_READING INTERNAL.SORT', 'OPEN_BY_ROW INTERNAL.READ_FULL'],
    ],
    [
      'reading personal values of more customers than internal ones',
      {
        grants: { PUBLIC: { READ_FULL: ['OWN'] }, INTERNAL: { READ_FULL: ['OWN'] }, PERSONAL: { READ_FULL: ['TEAM'] } },
      },
      ['WIDER_THAN_LESS_SENSITIVE PERSONAL'],
    ],
    [
      'seeing customers of whom internal values are closed',
      { grants: { PUBLIC: { READ_FULL: ['ALL'] }, INTERNAL: { READ_FULL: ['OWN'] } } },
      ['OPEN_BY_ROW INTERNAL.READ_FULL'],
    ],
    [
      'filtering by internal values of some of the customers one sees',
      {
        grants: {
          PUBLIC: { READ_FULL: ['OWN', 'POOL'] },
          INTERNAL: { READ_FULL: ['OWN', 'POOL'], FILTER_EQ: ['OWN', 'POOL'], SEARCH: ['OWN'] },
        },
      },
      ['OPEN_BY_ROW INTERNAL.SEARCH'],
    ],
    [
      'reading documents',
      { grants: { SENSITIVE: { READ_FULL: ['ALL'] } } },
      ['SENSITIVE_IN_LISTS SENSITIVE.READ_FULL'],
    ],
    [
      'keeping keys and knowing customers',
      { permissions: ['KEY_MANAGE'], grants: { PUBLIC: { READ_FULL: ['OWN'] }, INTERNAL: { READ_FULL: ['OWN'] } } },
      ['POLICY_AND_DATA permissions'],
    ],
    [
      'governing users and knowing customers',
      {
        permissions: ['USER_MANAGE'],
        grants: { PUBLIC: { READ_FULL: ['OWN'] }, INTERNAL: { READ_FULL: ['OWN'] } },
      },
      ['POLICY_AND_DATA permissions'],
    ],
    [
      'exporting as a role of figures',
      { aggregatesOnly: true, grants: { INTERNAL: { GROUP: ['ALL'], EXPORT: ['ALL'] } } },
      ['TELLS_WITHOUT_READING INTERNAL.EXPORT'],
    ],
    [
      'importing what may not be read',
      {
        permissions: ['IMPORT_RUN'],
        grants: { PUBLIC: { READ_FULL: ['ALL'], WRITE: ['ALL'] }, INTERNAL: { READ_FULL: ['ALL'], WRITE: ['ALL'] } },
      },
      ['PERMISSION_UNREAD PERSONAL.READ_FULL', 'PERMISSION_UNREAD PERSONAL.WRITE'],
    ],
    [
      'telling of anybody’s disclosures to who sees some customers',
      {
        permissions: ['DISCLOSURE_READ'],
        grants: { PUBLIC: { READ_FULL: ['OWN'] }, INTERNAL: { READ_FULL: ['OWN'] } },
      },
      ['PERMISSION_UNREAD PUBLIC.READ_FULL', 'PERMISSION_UNREAD INTERNAL.READ_FULL'],
    ],
    ['giving staff the page of partners', { permissions: ['PARTNER_DEVELOP'] }, ['PARTNER_AND_STAFF permissions']],
  ])('%s', (_what, role, expected) => {
    expect(faults(role)).toEqual(expected);
  });

  it.each<[string, Partial<RolePolicy>, string[]]>([
    ['nothing at all', {}, []],
    ['the page of their app', { permissions: ['PARTNER_DEVELOP'] }, []],
    ['anything of staff', { permissions: ['PARTNER_DEVELOP', 'TOKEN_OWN'] }, ['PARTNER_AND_STAFF']],
    [
      'any customer',
      { grants: { PUBLIC: { READ_FULL: ['OWN'] }, INTERNAL: { READ_FULL: ['OWN'] } } },
      ['PARTNER_AND_STAFF'],
    ],
  ])('people of partners have %s', (_what, role, expected) => {
    const roles = { PARTNER_DEVELOPER: { permissions: [], grants: {}, ...role } };
    expect(policyFaults({ roles }).map(({ code }) => code)).toEqual(expected);
  });
});

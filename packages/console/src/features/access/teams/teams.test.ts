import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  TeamCreateDocument,
  TeamMembersChangeDocument,
  TeamMembersDocument,
  TeamsDocument,
  UserChoicesDocument,
} from '../../../gql/graphql.ts';
import type { TeamRowFragment } from '../../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import { possibleParents, teamLines, teamTree } from './team-tree.ts';
import TeamsPage from './TeamsPage.vue';

const team = (id: string, parentId: string | null = null): TeamRowFragment => ({
  __typename: 'Team',
  id,
  name: `Team ${id}`,
  parentId,
  memberCount: 1,
  version: '1',
});
const TEAMS = [team('c', 'b'), team('a'), team('b', 'a'), team('d')];

afterEach(() => (document.body.innerHTML = ''));

describe('the tree', () => {
  it('puts parts below what they are part of, by name', () => {
    expect(teamLines(teamTree(TEAMS)).map(({ team: { id }, depth }) => `${depth}${id}`)).toEqual([
      '0a',
      '1b',
      '2c',
      '0d',
    ]);
  });

  it('offers as parents all but the team and what is below it', () => {
    expect(possibleParents(TEAMS, 'b').map(({ team: { id } }) => id)).toEqual(['a', 'd']);
  });
});

describe('TeamsPage', () => {
  const answers = [
    answer(TeamsDocument, { __typename: 'Query', teams: TEAMS }),
    answer(UserChoicesDocument, { __typename: 'Query', users: [] }),
    answer(TeamMembersDocument, {
      __typename: 'Query',
      users: [
        {
          __typename: 'User',
          id: 'usr_2',
          name: '欧阳娜',
          status: 'ACTIVE',
          roles: ['SALES'],
          territories: ['CN/广东省'],
        },
      ],
    }),
  ];

  it('shows who is in the chosen team and takes somebody out', async () => {
    const { page, sent } = await mountPage(TeamsPage, {
      answers: [
        ...answers,
        answer(TeamMembersChangeDocument, {
          __typename: 'Mutation',
          teamMembersChange: { __typename: 'TeamPayload', team: team('b', 'a'), userErrors: [] },
        }),
      ],
    });
    expect(page.findAll('button.team').map((one) => one.text())).toEqual([
      'Team a 1',
      'Team b 1',
      'Team c 1',
      'Team d 1',
    ]);
    await page.findAll('button.team')[1]?.trigger('click');
    await settle();
    expect(sent.find(({ name }) => name === 'TeamMembers')?.variables).toEqual({ teamId: 'b' });
    expect(page.text()).toContain('欧阳娜');
    expect(page.text()).toContain('CN/广东省');
    await page.get('[aria-label="Take 欧阳娜 out of the team"]').trigger('click');
    await settle();
    expect(sent.find(({ name }) => name === 'TeamMembersChange')?.variables).toEqual({ id: 'b', remove: ['usr_2'] });
  });

  it('makes a team below another, and says why not', async () => {
    const { page, sent } = await mountPage(TeamsPage, {
      answers: [
        ...answers,
        answer(TeamCreateDocument, {
          __typename: 'Mutation',
          teamCreate: {
            __typename: 'TeamPayload',
            team: null,
            userErrors: [
              { __typename: 'UserError', code: 'TAKEN', field: ['input', 'name'], message: 'Already there.' },
            ],
          },
        }),
      ],
    });
    await page.get('[aria-label="New team in Team a"]').trigger('click');
    await settle();
    const name = document.body.querySelector<HTMLInputElement>('.el-dialog form input');
    if (!name) throw new Error('There is no input.');
    name.value = 'North';
    name.dispatchEvent(new Event('input'));
    await settle();
    document.body.querySelector('.el-dialog form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
    expect(sent.find(({ name: one }) => one === 'TeamCreate')?.variables).toEqual({
      input: { name: 'North', parentId: 'a' },
    });
    // A form shows its errors after a moment.
    await vi.waitFor(() => expect(document.body.textContent).toContain('Already there.'));
  });
});

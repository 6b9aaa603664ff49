import { afterEach, describe, expect, it } from 'vitest';
import {
  DecisionChainCreateDocument,
  DecisionChainsDocument,
  DecisionMemberUpdateDocument,
} from '../../../gql/graphql.ts';
import { dialogButton, typeInto } from '../../../testing/dialog.ts';
import { answer, failure, mountPage, settle } from '../../../testing/mount-page.ts';
import { acme, chain, chains, member, person } from '../relationship.fixture.ts';
import DecisionChains from './DecisionChains.vue';

afterEach(() => (document.body.innerHTML = ''));
const props = { customer: acme, canEdit: true };

describe('the decision chains of an organisation', () => {
  it('have a lane for each role, with attitude and influence in words, and say what is missing', async () => {
    const { page } = await mountPage(DecisionChains, {
      props,
      answers: [
        chains(
          chain({
            about: 'New office',
            overdueMembers: 2,
            members: [
              member(),
              member({
                id: 'dcm_2',
                person: person('Bob'),
                roles: ['USER'],
                attitude: null,
                influence: null,
                isVerified: false,
                verifiedAt: null,
              }),
            ],
            emptyRoles: ['INITIATOR'],
          }),
        ),
      ],
    });
    const lane = (name: string) => page.get(`section[aria-label="${name}"]`).text();
    expect(lane('Decider')).toMatch(
      /^DeciderAda−\s*Sceptic\s*Influence 80verified by Wang, Mar 1, 2026Still trueEdit$/,
    );
    expect(lane('Buyer')).toContain('Ada');
    expect(lane('User')).toMatch(/Bob\?\s*Not knownnever verified/);
    expect(lane('Gatekeeper')).toBe('GatekeeperNobody');
    expect(page.findAll('.gaps li').map((one) => one.text())).toEqual([
      'Initiator: nobody',
      'People not verified within 90 days: 2',
      'No decider supports us',
    ]);
    expect(page.text()).toContain('Coverage 33');
  });

  it('say so when nothing is missing; a closed one has nothing to do', async () => {
    const { page } = await mountPage(DecisionChains, {
      props,
      answers: [
        chains(
          chain({ emptyRoles: [], hasSupportingDecider: true, coverage: 100 }),
          chain({ id: 'dch_2', about: 'Old', isClosed: true }),
        ),
      ],
    });
    const [open, closed] = page.findAll('section.board');
    expect(open?.text()).toContain('No gaps');
    expect(closed?.text()).toContain('Closed');
    expect(closed?.findAll('button').map((one) => one.text())).toEqual(['Edit']);
    expect(closed?.find('.gaps').exists()).toBe(false);
  });

  it('are verified with one press', async () => {
    const { page, sent } = await mountPage(DecisionChains, {
      props,
      answers: [
        chains(chain({ members: [member({ roles: ['DECIDER'] })] })),
        answer(DecisionMemberUpdateDocument, {
          __typename: 'Mutation',
          decisionMemberUpdate: { __typename: 'DecisionChainPayload', chain: chain({ coverage: 50 }), userErrors: [] },
        }),
      ],
    });
    await page.get('[aria-label="Verify Ada: still true"]').trigger('click');
    await settle();
    expect(sent.at(-1)?.variables).toEqual({ id: 'dcm_1', version: 'm1', input: { isVerified: true } });
    expect(page.text()).toContain('Coverage 50');
  });

  it('begin with what they are about', async () => {
    const { page, sent } = await mountPage(DecisionChains, {
      props,
      answers: [
        chains(),
        answer(DecisionChainCreateDocument, {
          __typename: 'Mutation',
          decisionChainCreate: { __typename: 'DecisionChainPayload', chain: chain(), userErrors: [] },
        }),
      ],
    });
    expect(page.text()).toContain('No decision chain yet');
    await page.get('button').trigger('click');
    await settle();
    await typeInto('input[aria-label="Matter"]', 'New office');
    dialogButton('primary')?.click();
    await settle();
    expect(sent.find(({ name }) => name === 'DecisionChainCreate')?.variables).toMatchObject({
      input: { customerId: acme.id, about: 'New office', cycleDays: 90 },
    });
  });

  it('offer nothing to whom may not change them, and say what failed', async () => {
    const { page } = await mountPage(DecisionChains, {
      props: { ...props, canEdit: false },
      answers: [chains(chain())],
    });
    expect(page.findAll('button')).toHaveLength(0);
    const { page: failed } = await mountPage(DecisionChains, {
      props,
      answers: [failure(DecisionChainsDocument, 'FORBIDDEN')],
    });
    expect(failed.text()).toContain('No permission');
  });
});

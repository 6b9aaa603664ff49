import { afterEach, describe, expect, it } from 'vitest';
import { JobChangedDocument, KeysDocument, KeysRotateDocument, WatchedJobDocument } from '../../gql/graphql.ts';
import type { JobRowFragment, KeysQuery, KeysRotateMutation } from '../../gql/graphql.ts';
import { dialogButton } from '../../testing/dialog.ts';
import { answer, mountPage, settle } from '../../testing/mount-page.ts';
import KeysPage from './KeysPage.vue';

const job: JobRowFragment = {
  __typename: 'Job',
  id: 'job_1',
  kind: 'keys.rewrap',
  state: 'RUNNING',
  progress: 0.25,
  note: null,
  attempts: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: null,
  problem: null,
};
const keys = (lastRotation: JobRowFragment | null): KeysQuery => ({
  __typename: 'Query',
  keyStatus: {
    __typename: 'KeyStatus',
    recovery: 'OUTDATED',
    recoveryExportedAt: '2026-01-01T00:00:00.000Z',
    masterVersion: 2,
    inventory: {
      __typename: 'KeyInventory',
      isServiceKept: false,
      masterKeys: [
        { __typename: 'MasterKeyVersion', version: 1, createdAt: '2026-01-01T00:00:00.000Z', isInUse: false },
        { __typename: 'MasterKeyVersion', version: 2, createdAt: '2026-02-01T00:00:00.000Z', isInUse: true },
      ],
      indexKeys: [{ __typename: 'IndexKeyVersion', version: 1, createdAt: '2026-01-01T00:00:00.000Z', current: true }],
    },
    lastRotation,
  },
});

afterEach(() => (document.body.innerHTML = ''));

describe('the page of keys', () => {
  it('says what there is, and replaces keys after saying what that means', async () => {
    let begun: JobRowFragment | null = null;
    const { page, sent } = await mountPage(KeysPage, {
      answers: [
        answer(KeysDocument, () => keys(begun)),
        answer(KeysRotateDocument, (): KeysRotateMutation => {
          begun = job;
          return {
            __typename: 'Mutation',
            keysRotate: { __typename: 'KeysRotatePayload', job, userErrors: [] },
          };
        }),
        answer(WatchedJobDocument, { __typename: 'Query', job }),
        answer(JobChangedDocument, { jobChanged: job }),
      ],
    });
    expect(page.findAll('tbody tr').map((row) => row.findAll('td')[2]?.text())).toEqual([
      'Nothing is wrapped with it',
      'In use',
      'In use',
    ]);
    expect(page.text()).toContain('it opens only what is older');
    await page.findAll('.kind button')[0]?.trigger('click');
    await settle();
    expect(document.body.textContent).toContain('All keys of customers and files are wrapped with a new master key.');
    dialogButton('primary')?.click();
    await settle();
    expect(sent).toContainEqual({ name: 'KeysRotate', variables: { keys: 'MASTER' } });
    expect(page.find('.el-progress').text()).toContain('25');
    expect(page.findAll('.kind button').every((button) => button.attributes('disabled') !== undefined)).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { KeyRecoveryDocument } from '../gql/graphql.ts';
import type { KeyRecoveryQuery, Permission, RecoveryState } from '../gql/graphql.ts';
import { answer, mountPage, settle } from '../testing/mount-page.ts';
import KeyRecoveryBanner from './KeyRecoveryBanner.vue';

const status = (recovery: RecoveryState): KeyRecoveryQuery => ({
  __typename: 'Query',
  keyStatus: { __typename: 'KeyStatus', recovery, recoveryExportedAt: null },
});
async function shown(recovery: RecoveryState, permissions?: readonly Permission[]) {
  const { page, sent } = await mountPage(KeyRecoveryBanner, {
    answers: [answer(KeyRecoveryDocument, status(recovery))],
    ...(permissions ? { permissions } : {}),
  });
  await settle();
  return { text: page.text(), asked: sent.map(({ name }) => name) };
}

describe('KeyRecoveryBanner', () => {
  it.each([
    ['NOT_EXPORTED' as const, 'There is no recovery file of the keys'],
    ['OUTDATED' as const, 'Keys were rotated after the recovery file was written'],
  ])('stays while the recovery file is %s, and says what to do', async (recovery, expected) => {
    const { text } = await shown(recovery);
    expect(text).toContain(expected);
    expect(text).toContain('dossier keys export-recovery');
  });

  it('goes when there is one', async () => {
    expect(await shown('EXPORTED')).toEqual({ text: '', asked: ['KeyRecovery'] });
  });

  it('is not for those who cannot do anything about it', async () => {
    expect(await shown('NOT_EXPORTED', ['CUSTOMER_READ'])).toEqual({ text: '', asked: [] });
  });
});

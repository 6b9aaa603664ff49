import { afterEach, describe, expect, it, vi } from 'vitest';
import { TotpBeginDocument, TotpConfirmDocument } from '../../../gql/graphql.ts';
import type { TotpConfirmMutation } from '../../../gql/graphql.ts';
import { answer, mountPage, settle } from '../../../testing/mount-page.ts';
import { sessionFixture } from '../../../testing/session.fixture.ts';
import EnrolPage from './EnrolPage.vue';
import { qrPath } from './qr-path.ts';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const URI = `otpauth://totp/Dossier:wang%40example.com?secret=${SECRET}&issuer=Dossier`;
const CODES = Array.from({ length: 10 }, (_, i) => `AAAA-BBBB-CCCC-000${i}`);
const begun = answer(TotpBeginDocument, {
  __typename: 'Mutation',
  totpBegin: { __typename: 'TotpBeginPayload', secret: SECRET, uri: URI, userErrors: [] },
});
const confirmed: TotpConfirmMutation = {
  __typename: 'Mutation',
  totpConfirm: { __typename: 'RecoveryCodesPayload', recoveryCodes: CODES, userErrors: [] },
};

function enrolling() {
  const session = sessionFixture([]);
  return { ...session, viewer: session.viewer && { ...session.viewer, mustEnrol: true } };
}

afterEach(() => (document.body.innerHTML = ''));

describe('EnrolPage', () => {
  it('shows the seed as picture and key, takes the first code, and goes on when the recovery codes are kept', async () => {
    const { page, sent, router } = await mountPage(EnrolPage, {
      path: '/enrol#back=/imports',
      session: enrolling(),
      answers: [begun, answer(TotpConfirmDocument, confirmed)],
    });
    expect(page.get('svg[role=img] path').attributes('d')).toBe(qrPath(URI).path);
    expect(page.get('[data-testid=totp-secret]').text()).toBe('GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ');
    await page.get('form').trigger('submit');
    await settle();
    expect(sent.map(({ name }) => name)).toEqual(['TotpBegin']);
    await page.get('input[name=code]').setValue('123456');
    await page.get('form').trigger('submit');
    await settle();
    expect(sent.at(-1)).toEqual({ name: 'TotpConfirm', variables: { code: '123456' } });
    expect(page.findAll('ol li').map((one) => one.text())).toEqual(CODES);
    expect(page.get('button.submit').attributes('disabled')).toBeDefined();
    await page.get('input[type=checkbox]').setValue(true);
    await page.get('button.submit').trigger('click');
    await settle();
    await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/imports'));
  });

  it('is not for who has one already', async () => {
    const { sent, router } = await mountPage(EnrolPage, { path: '/enrol' });
    expect([sent, router.currentRoute.value.fullPath]).toEqual([[], '/']);
  });
});

describe('qrPath', () => {
  it('draws the three corners that a reader looks for, inside a quiet zone', () => {
    const { path, size } = qrPath(URI);
    const dark = new Set(path.match(/M\d+ \d+/g));
    // ISO/IEC 18004, 6.3.3: 7 by 7 modules, dark at their edge and in their middle, four modules from the border.
    for (const [x, y] of [
      [4, 4],
      [size - 11, 4],
      [4, size - 11],
    ] as const) {
      for (let i = 0; i < 7; i += 1)
        expect([dark.has(`M${x + i} ${y}`), dark.has(`M${x} ${y + i}`)]).toEqual([true, true]);
      expect([dark.has(`M${x + 3} ${y + 3}`), dark.has(`M${x + 1} ${y + 1}`)]).toEqual([true, false]);
    }
    expect([...dark].some((one) => /M[0-3] /.test(one))).toBe(false);
  });
});

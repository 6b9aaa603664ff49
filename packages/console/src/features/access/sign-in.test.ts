import { afterEach, describe, expect, it, vi } from 'vitest';
import { LinkInfoDocument, PasswordSetDocument, SignInConfirmDocument, SignInDocument } from '../../gql/graphql.ts';
import type {
  LinkInfoQuery,
  PasswordSetMutation,
  SignInConfirmMutation,
  SignInMutation,
  SignInStepFragment,
} from '../../gql/graphql.ts';
import { answer, failure, mountPage, settle } from '../../testing/mount-page.ts';
import { sessionFixture } from '../../testing/session.fixture.ts';
import { paths } from './paths.ts';
import SetPasswordPage from './SetPasswordPage.vue';
import SignInPage from './SignInPage.vue';

const user = sessionFixture().viewer?.user;
const viewer = user ? ({ __typename: 'Viewer', user } as const) : null;

function signedIn(
  errors: SignInMutation['signIn']['userErrors'] = [],
  sessionsEnded: number | null = null,
): SignInMutation {
  return {
    __typename: 'Mutation',
    signIn: {
      __typename: 'ViewerPayload',
      viewer: errors.length ? null : viewer,
      secondFactor: null,
      sessionsEnded,
      userErrors: errors,
    },
  };
}
function passwordSet(errors: PasswordSetMutation['passwordSet']['userErrors'] = []): PasswordSetMutation {
  return {
    __typename: 'Mutation',
    passwordSet: {
      __typename: 'ViewerPayload',
      viewer: errors.length ? null : viewer,
      secondFactor: null,
      sessionsEnded: null,
      userErrors: errors,
    },
  };
}
const link = (purpose: string, email: string | null): LinkInfoQuery => ({
  __typename: 'Query',
  linkInfo: { __typename: 'LinkInfo', purpose, email, name: null, expiresAt: '2026-11-22T00:00:00.000Z' },
});

const step: SignInStepFragment = {
  __typename: 'SignInStep',
  ticket: 'ticket-1',
  expiresAt: '2026-11-22T00:05:00.000Z',
  methods: ['TOTP', 'RECOVERY_CODE'],
};
const awaited: SignInMutation = {
  __typename: 'Mutation',
  signIn: { __typename: 'ViewerPayload', viewer: null, secondFactor: step, sessionsEnded: null, userErrors: [] },
};
function confirmed(
  errors: SignInConfirmMutation['signInConfirm']['userErrors'] = [],
  sessionsEnded: number | null = null,
): SignInConfirmMutation {
  return {
    __typename: 'Mutation',
    signInConfirm: {
      __typename: 'ViewerPayload',
      viewer: errors.length ? null : viewer,
      sessionsEnded,
      userErrors: errors,
    },
  };
}

afterEach(() => (document.body.innerHTML = ''));

describe('SignInPage', () => {
  it('signs in and goes back to where one was', async () => {
    const { page, sent, router } = await mountPage(SignInPage, {
      path: paths.signIn('/customers#q=x%252B1'),
      answers: [answer(SignInDocument, signedIn())],
    });
    await page.get('input[name=email]').setValue(' wang@example.com ');
    await page.get('input[name=password]').setValue('correct horse battery');
    await page.get('form').trigger('submit');
    await settle();
    expect(sent[0]).toEqual({
      name: 'SignIn',
      variables: { input: { email: 'wang@example.com', password: 'correct horse battery' } },
    });
    expect(router.currentRoute.value.fullPath).toBe('/customers#q=x%252B1');
    expect(document.body.textContent).not.toContain('too many devices');
  });

  it('hides what is typed, and stands in the way neither of pasting nor of password managers', async () => {
    const { page } = await mountPage(SignInPage, { path: '/sign-in' });
    const [email, password] = [page.get('input[name=email]'), page.get('input[name=password]')];
    expect([email.attributes('autocomplete'), password.attributes('autocomplete')]).toEqual([
      'username',
      'current-password',
    ]);
    expect([password.attributes('type'), password.attributes('maxlength')]).toEqual(['password', undefined]);
    for (const kind of ['paste', 'drop', 'contextmenu']) {
      const event = new Event(kind, { bubbles: true, cancelable: true });
      password.element.dispatchEvent(event);
      expect([kind, event.defaultPrevented]).toEqual([kind, false]);
    }
    const { page: setting } = await mountPage(SetPasswordPage, {
      path: '/link#t',
      props: { first: false },
      answers: [answer(LinkInfoDocument, link('INVITATION', 'a@b.cn'))],
    });
    const chosen = setting.get('input[name=password]');
    expect([chosen.attributes('type'), chosen.attributes('autocomplete')]).toEqual(['password', 'new-password']);
  });

  it('says that another device was signed out, until it was read', async () => {
    const { page } = await mountPage(SignInPage, {
      path: '/sign-in',
      answers: [answer(SignInDocument, signedIn([], 1))],
    });
    await page.get('input[name=email]').setValue('wang@example.com');
    await page.get('input[name=password]').setValue('correct horse battery');
    await page.get('form').trigger('submit');
    await settle();
    expect(document.body.textContent).toContain('You were signed in on too many devices.');
  });

  it('asks nothing of the server while something is missing', async () => {
    const { page, sent } = await mountPage(SignInPage);
    await page.get('form').trigger('submit');
    await settle();
    expect(sent).toEqual([]);
    await vi.waitFor(() =>
      expect(page.findAll('.el-form-item__error').map((one) => one.text())).toEqual([
        'Please fill this in',
        'Please fill this in',
      ]),
    );
  });

  it('says what the server refused, and stays', async () => {
    const refusal = {
      __typename: 'UserError',
      code: 'WRONG_CREDENTIALS',
      field: null,
      message: 'E-mail or password is wrong.',
    } as const;
    const { page, router } = await mountPage(SignInPage, {
      path: '/sign-in',
      answers: [answer(SignInDocument, signedIn([refusal]))],
    });
    await page.get('input[name=email]').setValue('wang@example.com');
    await page.get('input[name=password]').setValue('wrong');
    await page.get('form').trigger('submit');
    await settle();
    expect(page.get('[role=alert]').text()).toContain('E-mail or password is wrong.');
    expect(router.currentRoute.value.path).toBe('/sign-in');
  });

  it('asks for the second factor, forgets the password, and goes in with a code', async () => {
    const refusal = {
      __typename: 'UserError',
      code: 'WRONG_CODE',
      field: ['input', 'code'],
      message: 'Wrong.',
    } as const;
    const { page, sent, router } = await mountPage(SignInPage, {
      path: '/sign-in#back=/imports',
      answers: [
        answer(SignInDocument, awaited),
        answer(SignInConfirmDocument, ({ input }) =>
          confirmed(input.code === '123456' || input.recoveryCode ? [] : [{ ...refusal, field: [...refusal.field] }]),
        ),
      ],
    });
    await page.get('input[name=email]').setValue('wang@example.com');
    await page.get('input[name=password]').setValue('correct horse battery');
    await page.get('form').trigger('submit');
    await settle();
    expect(page.get('h1').text()).toBe('Prove that it is you');
    expect(page.find('input[name=password]').exists()).toBe(false);
    await page.get('input[name=code]').setValue('000000');
    await page.get('form').trigger('submit');
    await settle();
    await vi.waitFor(() => expect(page.get('.el-form-item__error').text()).toBe('Wrong.'));
    expect(router.currentRoute.value.path).toBe('/sign-in');
    await page.get('input[name=code]').setValue(' 123456 ');
    await page.get('form').trigger('submit');
    await settle();
    const inputs = sent.filter(({ name }) => name === 'SignInConfirm').map(({ variables }) => variables['input']);
    expect(inputs).toEqual([
      { ticket: 'ticket-1', code: '000000' },
      { ticket: 'ticket-1', code: '123456' },
    ]);
    expect(router.currentRoute.value.fullPath).toBe('/imports');
  });

  it('takes a recovery code instead', async () => {
    const { page, sent } = await mountPage(SignInPage, {
      answers: [answer(SignInDocument, awaited), answer(SignInConfirmDocument, confirmed())],
    });
    await page.get('input[name=email]').setValue('wang@example.com');
    await page.get('input[name=password]').setValue('correct horse battery');
    await page.get('form').trigger('submit');
    await settle();
    await page.get('.other button').trigger('click');
    await page.get('input[name=code]').setValue('AAAA-BBBB-CCCC-DDDD');
    await page.get('form').trigger('submit');
    await settle();
    expect(sent.find(({ name }) => name === 'SignInConfirm')?.variables).toEqual({
      input: { ticket: 'ticket-1', recoveryCode: 'AAAA-BBBB-CCCC-DDDD' },
    });
  });

  it('says that there were too many attempts', async () => {
    const { page } = await mountPage(SignInPage, { answers: [failure(SignInDocument, 'RATE_LIMITED')] });
    await page.get('input[name=email]').setValue('wang@example.com');
    await page.get('input[name=password]').setValue('wrong');
    await page.get('form').trigger('submit');
    await settle();
    expect(page.get('[role=alert]').text()).toContain('Too many requests');
  });
});

describe('SetPasswordPage', () => {
  it('creates the first administrator with the link’s token', async () => {
    const { page, sent, router } = await mountPage(SetPasswordPage, {
      path: '/first-run#tok%2B1',
      props: { first: true },
      answers: [
        answer(LinkInfoDocument, link('FIRST_ADMINISTRATOR', null)),
        answer(PasswordSetDocument, passwordSet()),
      ],
    });
    await page.get('input[name=name]').setValue('王小明');
    await page.get('input[name=email]').setValue('wang@example.com');
    await page.get('input[name=password]').setValue('twelve chars');
    await page.get('form').trigger('submit');
    await settle();
    const input = { token: 'tok+1', password: 'twelve chars', name: '王小明', email: 'wang@example.com' };
    expect(sent.find(({ name }) => name === 'PasswordSet')?.variables).toEqual({ input });
    expect(router.currentRoute.value.fullPath).toBe('/');
  });

  it('takes no password that is too short', async () => {
    const { page, sent } = await mountPage(SetPasswordPage, {
      path: '/link#t',
      props: { first: false },
      answers: [answer(LinkInfoDocument, link('INVITATION', 'a@b.cn'))],
    });
    expect(page.text()).toContain('you then sign in as a@b.cn');
    await page.get('input[name=password]').setValue('short');
    await page.get('form').trigger('submit');
    await settle();
    expect(sent.map(({ name }) => name)).toEqual(['LinkInfo']);
    await vi.waitFor(() => expect(page.get('.el-form-item__error').text()).toContain('At least 12 characters'));
  });

  it('says that a link is used up, and offers no form', async () => {
    const { page } = await mountPage(SetPasswordPage, {
      path: '/link#old',
      props: { first: false },
      answers: [answer(LinkInfoDocument, { __typename: 'Query', linkInfo: null })],
    });
    expect(page.get('h1').text()).toBe('This link does not work any more');
    expect(page.find('form').exists()).toBe(false);
  });

  it('says where the link is when there is none', async () => {
    const { page, sent } = await mountPage(SetPasswordPage, { path: '/first-run', props: { first: true } });
    expect(page.get('h1').text()).toBe('Open the link that the program printed when it started');
    expect(sent).toEqual([]);
  });
});

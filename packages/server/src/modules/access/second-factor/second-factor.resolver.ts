import { Arg, Ctx as FromContext, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { done, DonePayload } from '../access.type.ts';
import { changePassword } from '../change-password.ts';
import { askForPasskey } from '../passkey/examine-passkey.ts';
import { listPasskeys } from '../passkey/passkey.repository.ts';
import { addPasskey, beginPasskey } from '../passkey/register-passkey.ts';
import { confirmSignIn } from '../sign-in.ts';
import { ViewerPayload } from '../user.type.ts';
import { afterSignIn } from '../viewer.ts';
import { presentGrants } from '../policy/grants-of.ts';
import { signInRules } from '../policy/policy.repository.ts';
import { needsSecondFactor } from './needs-second-factor.ts';
import {
  actingPerson,
  beginTotp,
  confirmTotp,
  removeOwnPasskey,
  removeOwnTotp,
  renewRecoveryCodes,
} from './own-factors.ts';
import { countRecoveryCodes } from './recovery-codes.ts';
import { PasskeyConfirmInput, PasswordChangeInput, SignInConfirmInput, StepUpInput } from './second-factor.input.ts';
import {
  PasskeyOptionsPayload,
  RecoveryCodesPayload,
  Security,
  toPasskey,
  TotpBeginPayload,
} from './second-factor.type.ts';
import { findTicket } from './sign-in-ticket.ts';
import { stepUp } from './step-up.ts';
import { findTotp } from './totp.ts';

/** Second factors: showing them, and one's own. */
@Resolver()
export class SecondFactorResolver {
  @Query(() => Security, { description: 'What stands behind your own sign-in.' })
  async security(@FromContext() ctx: Ctx): Promise<Security> {
    const { read } = ctx.db;
    const user = await actingPerson(ctx);
    return {
      totp: (await findTotp(read, user.id)) ?? null,
      passkeys: (await listPasskeys(read, user.id)).map((passkey) => toPasskey(ctx, passkey)),
      recoveryCodesLeft: await countRecoveryCodes(read, user.id),
      required: needsSecondFactor(await presentGrants(ctx.db, user.id, user.roles)),
      sessionsAtOnce: (await signInRules(read)).sessionsAtOnce,
    };
  }

  @Mutation(() => ViewerPayload, { description: 'Ends a sign-in with the second factor; the answer sets the cookie.' })
  async signInConfirm(
    @Arg('input', () => SignInConfirmInput) input: SignInConfirmInput,
    @FromContext() ctx: Ctx,
  ): Promise<ViewerPayload> {
    return await answer(ctx, async () => await afterSignIn(ctx, await confirmSignIn(ctx, input)));
  }

  @Mutation(() => PasskeyOptionsPayload, {
    description: 'What a browser needs to let a passkey answer: to sign in (with the ticket) or for a step-up.',
  })
  async passkeyAsk(
    @Arg('ticket', () => String, { nullable: true, description: 'The ticket of a sign-in.' }) token: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<PasskeyOptionsPayload> {
    return await answer(ctx, async () => {
      const ticket = token ? await findTicket(ctx.db.read, ctx, token) : undefined;
      if (token && !ticket) refuse('SIGN_IN_EXPIRED', ['ticket']);
      const { userId, sessionId } = ctx.actor;
      const options = ticket
        ? await askForPasskey(ctx, { purpose: 'SIGN_IN', userId: ticket.userId, id: ticket.id })
        : await askForPasskey(ctx, { purpose: 'STEP_UP', userId, id: sessionId ?? 0 });
      return { options: options ?? refuse('NOT_FOUND') };
    });
  }

  @Mutation(() => DonePayload, {
    description: 'Proves again who sits there. For five minutes, what answered STEP_UP_REQUIRED is open.',
  })
  async stepUp(@Arg('input', () => StepUpInput) input: StepUpInput, @FromContext() ctx: Ctx): Promise<DonePayload> {
    return await done(ctx, async () => await stepUp(ctx, await actingPerson(ctx), input));
  }

  @Mutation(() => DonePayload, { description: 'Changes your password and signs all your other devices out.' })
  async passwordChange(
    @Arg('input', () => PasswordChangeInput) input: PasswordChangeInput,
    @FromContext() ctx: Ctx,
  ): Promise<DonePayload> {
    return await done(ctx, async () => await changePassword(ctx, await actingPerson(ctx), input));
  }

  @Mutation(() => TotpBeginPayload, {
    description: 'Begins to set up an authenticator app; one that works stays until totpConfirm.',
  })
  async totpBegin(@FromContext() ctx: Ctx): Promise<TotpBeginPayload> {
    return await answer(ctx, async () => await beginTotp(ctx, await actingPerson(ctx)));
  }

  @Mutation(() => RecoveryCodesPayload, {
    description: 'Takes the new authenticator app into use, shown by its first code. Signs your other devices out.',
  })
  async totpConfirm(
    @Arg('code', () => String, { description: 'The six digits that the app shows.' }) code: string,
    @FromContext() ctx: Ctx,
  ): Promise<RecoveryCodesPayload> {
    return await withCodes(ctx, async () => await confirmTotp(ctx, await actingPerson(ctx), code));
  }

  @Mutation(() => DonePayload, { description: 'Removes your authenticator app. Signs your other devices out.' })
  async totpRemove(@FromContext() ctx: Ctx): Promise<DonePayload> {
    return await done(ctx, async () => await removeOwnTotp(ctx, await actingPerson(ctx)));
  }

  @Mutation(() => PasskeyOptionsPayload, { description: 'What a browser needs to make a passkey.' })
  async passkeyBegin(@FromContext() ctx: Ctx): Promise<PasskeyOptionsPayload> {
    return await answer(ctx, async () => ({ options: await beginPasskey(ctx, await actingPerson(ctx)) }));
  }

  @Mutation(() => RecoveryCodesPayload, {
    description: 'Keeps a passkey that the browser has made. Signs your other devices out.',
  })
  async passkeyConfirm(
    @Arg('input', () => PasskeyConfirmInput) input: PasskeyConfirmInput,
    @FromContext() ctx: Ctx,
  ): Promise<RecoveryCodesPayload> {
    return await withCodes(ctx, async () => await addPasskey(ctx, await actingPerson(ctx), input));
  }

  @Mutation(() => DonePayload, { description: 'Removes one of your passkeys. Signs your other devices out.' })
  async passkeyRemove(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<DonePayload> {
    return await done(ctx, async () => {
      const passkeyId = ctx.publicIds.decode('pky', id) ?? refuse('NOT_FOUND', ['id']);
      await removeOwnPasskey(ctx, await actingPerson(ctx), passkeyId);
    });
  }

  @Mutation(() => RecoveryCodesPayload, { description: 'Makes ten new recovery codes; earlier ones stop working.' })
  async recoveryCodesRenew(@FromContext() ctx: Ctx): Promise<RecoveryCodesPayload> {
    return await withCodes(ctx, async () => await renewRecoveryCodes(ctx, await actingPerson(ctx)));
  }
}

async function withCodes(ctx: Ctx, work: () => Promise<readonly string[]>): Promise<RecoveryCodesPayload> {
  return await answer(ctx, async () => ({ recoveryCodes: await work() }));
}

import type { Ctx } from '../../../platform/context/context.ts';
import { examinePasskey } from '../passkey/examine-passkey.ts';
import type { ChallengeHolder } from '../passkey/passkey-challenge.ts';
import { examineRecoveryCode } from './recovery-codes.ts';
import { examineTotp, type UseUp } from './totp.ts';

/** What a person shows as their second factor: one of these. */
export interface Proof {
  readonly code?: string | null | undefined;
  readonly recoveryCode?: string | null | undefined;
  readonly passkey?: string | null | undefined;
}

/** How a person proved themselves. */
export type ProofMethod = 'TOTP' | 'PASSKEY' | 'RECOVERY_CODE';

/** Whether a proof is right, by which method, and how it is used up. Count the guess before. */
export async function examineProof(
  ctx: Ctx,
  holder: ChallengeHolder,
  { code, recoveryCode, passkey }: Proof,
): Promise<{ method: ProofMethod; useUp: UseUp } | undefined> {
  const found = (method: ProofMethod, useUp: UseUp | undefined) => useUp && { method, useUp };
  if (code) return found('TOTP', await examineTotp(ctx, holder.userId, code));
  if (passkey) return found('PASSKEY', await examinePasskey(ctx, holder, passkey));
  if (recoveryCode) return found('RECOVERY_CODE', await examineRecoveryCode(ctx, holder.userId, recoveryCode));
  return undefined;
}

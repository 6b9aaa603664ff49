import { PURPOSES } from '@dossier/shared/privacy';
import type { ConsentRowFragment, Purpose } from '../../gql/graphql.ts';

/** A line of the table of what stands. */
export interface ConsentLine {
  readonly key: string;
  readonly purpose: Purpose;
  /** A partner app; null is ourselves. */
  readonly recipientId: string | null;
  /** Absent where nothing was ever decided. */
  readonly consent: ConsentRowFragment | undefined;
}

/** A line for every purpose of ours, whether something was decided or not, each followed by those for partner apps. */
export function consentLines(consents: readonly ConsentRowFragment[]): ConsentLine[] {
  return PURPOSES.codes.flatMap((purpose) => {
    const some = consents.filter((one) => one.purpose === purpose);
    const ours = some.find(({ recipientId }) => recipientId === null);
    return [
      { key: purpose, purpose, recipientId: null, consent: ours },
      ...some
        .filter(({ recipientId }) => recipientId !== null)
        .map((consent) => ({
          key: `${purpose} ${consent.recipientId}`,
          purpose,
          recipientId: consent.recipientId,
          consent,
        })),
    ];
  });
}

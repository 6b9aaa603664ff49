import { Int, ObjectType } from 'type-graphql';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import type { RecoveryState as State } from '../../../platform/crypto/key-store/store-status.ts';

/** See {@link State}. */
export const RecoveryState = enumOf<State>(
  'RecoveryState',
  'Whether the keys could be had back if this machine were lost.',
  {
    NOT_EXPORTED: 'No recovery file was ever written.',
    OUTDATED: 'Keys were rotated after the last recovery file was written: it opens only what is older.',
    EXPORTED: 'The last recovery file holds the keys of today.',
  },
);

/** What may be known of the keys, as the API shows it. */
@AboutInstallation()
@ObjectType({ description: 'What may be known of the keys that values are sealed with; never the keys.' })
export class KeyStatus {
  @Readable(() => RecoveryState, 'INTERNAL', 'Whether there is a recovery file with the keys of today.')
  recovery: State;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When the last recovery file was written.', { nullable: true })
  recoveryExportedAt: number | null;
  @Readable(() => Int, 'INTERNAL', 'The version of the master key that wraps now.')
  masterVersion: number;
}

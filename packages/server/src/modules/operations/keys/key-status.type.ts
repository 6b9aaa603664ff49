import { Int, ObjectType } from 'type-graphql';
import { enumOf } from '../../../platform/graphql/enum.ts';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { Job } from '../../../platform/jobs/job.type.ts';
import type { RotatedKeys as Rotated } from './rotate-keys.ts';
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

/** See {@link Rotated}. */
export const RotatedKeys = enumOf<Rotated>('RotatedKeys', 'Which keys are replaced.', {
  MASTER: 'The master key: the keys of all customers are wrapped anew; nothing that is stored changes.',
  DATA: 'The keys of all customers: every sealed value is sealed anew.',
  INDEX: 'The key of blind indexes: all of them are made anew, and the old key is destroyed.',
});

/** One version of the master key. */
@AboutInstallation()
@ObjectType({ description: 'One version of the master key, which wraps the keys of customers.' })
export class MasterKeyVersion {
  @Readable(() => Int, 'INTERNAL', 'Counted from 1.')
  version: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was made.')
  createdAt: number;
  @Readable(() => Boolean, 'INTERNAL', 'Whether any key, of a customer or a file, is still wrapped with it.')
  isInUse: boolean;
}

/** One version of the key of blind indexes. */
@AboutInstallation()
@ObjectType({ description: 'One version of the key that blind indexes are made with.' })
export class IndexKeyVersion {
  @Readable(() => Int, 'INTERNAL', 'Counted from 1.')
  version: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was made.')
  createdAt: number;
  @Readable(() => Boolean, 'INTERNAL', 'Whether new entries are made with it.')
  current: boolean;
}

/** What is kept in the key store, by version. */
@AboutInstallation()
@ObjectType({
  description: 'What is kept in the key store; not how much, which would tell how many customers there are.',
})
export class KeyInventory {
  @Readable(() => Boolean, 'INTERNAL', 'Whether a key management service keeps the master keys; else a file does.')
  isServiceKept: boolean;
  @Readable(() => [MasterKeyVersion], 'INTERNAL', 'All versions there have been of the master key, the first first.')
  masterKeys: readonly MasterKeyVersion[];
  @Readable(() => [IndexKeyVersion], 'INTERNAL', 'The versions of the index key that are not destroyed.')
  indexKeys: readonly IndexKeyVersion[];
}

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

/** What beginning a rotation answers. */
@AboutInstallation()
@ObjectType({ description: 'The job that goes through what is stored, or why none was begun.' })
export class KeysRotatePayload {
  @Readable(() => Job, 'INTERNAL', 'It goes on by itself, also after a stop; null when refused.', { nullable: true })
  job: Job | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

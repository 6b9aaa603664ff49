import { checkBinding, isBound } from '../../../platform/crypto/key-store/bind-key-store.ts';
import { KeyProblem } from '../../../platform/crypto/key-store/key-problem.ts';
import { countWrapped } from '../../../platform/crypto/key-store/rotate-master.ts';
import { recoveryStatus } from '../../../platform/crypto/key-store/store-status.ts';
import type { DoctorCheck } from '../../../platform/doctor/doctor-check.ts';

/** Whether the keys are there, are the right ones, and could be had back. */
export const keysCheck: DoctorCheck = {
  name: 'keys',
  description: 'the keys that values are sealed with, and their recovery file',
  run: async ({ db, keyStore }) => {
    try {
      await checkBinding(db, keyStore);
      const [{ state }, { old }] = [await recoveryStatus(keyStore), await countWrapped(keyStore)];
      const message = {
        EXPORTED: undefined,
        NOT_EXPORTED: 'No recovery file was written yet: run `dossier keys export-recovery`.',
        OUTDATED: 'Keys were rotated after the recovery file was written: run `dossier keys export-recovery`.',
      }[state];
      // Before anything is sealed, nothing can be lost.
      const level = (await isBound(db)) ? ('WARNING' as const) : ('NOTE' as const);
      return [
        ...(message === undefined ? [] : [{ level, message }]),
        ...(old === 0
          ? []
          : [{ level: 'NOTE' as const, message: `${old} keys are wrapped with an older master key still.` }]),
      ];
    } catch (error) {
      if (error instanceof KeyProblem) return [{ level: 'ERROR', message: error.message }];
      throw error;
    }
  },
};

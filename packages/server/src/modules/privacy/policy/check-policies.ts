import type { DoctorCheck } from '../../../platform/doctor/doctor-check.ts';
import { policyDigest } from './policy-digest.ts';

/** `dossier doctor policies`: whether every published privacy policy still is the text that was published. */
export const policiesCheck: DoctorCheck = {
  name: 'policies',
  description: 'whether published privacy policies are as they were published',
  run: async ({ db }) => {
    const rows = await db.heavy
      .selectFrom('policy_text')
      .innerJoin('policy_version', 'policy_version.id', 'policy_text.policy_id')
      .select(['policy_version.number', 'locale', 'title', 'body', 'digest'])
      .orderBy('policy_version.number')
      .execute();
    return rows
      .filter((row) => policyDigest(row) !== row.digest)
      .map(({ number, locale }) => ({
        level: 'ERROR' as const,
        message: `Version ${number} of the privacy policy (${locale}) is not the text that was published: its digest differs.`,
      }));
  },
};

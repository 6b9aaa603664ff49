/** The most that texts about privacy hold; form and API share these. Lengths are in UTF-16 units. */
export const PRIVACY_LIMITS = {
  policyTitle: 200,
  policyBody: 60_000,
  policyNote: 500,
  evidence: 1_000,
  consentsAtOnce: 20,
  activityName: 120,
  activityNote: 2_000,
  recipients: 20,
  recipient: 120,
  retentionMonths: 1_200,
} as const;

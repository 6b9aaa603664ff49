/** The most that can be said of a partner app; form and API share these. Lengths are in UTF-16 units. */
export const PARTNER_LIMITS = {
  name: 120,
  company: 200,
  contactName: 120,
  contactEmail: 254,
  note: 2_000,
  reason: 300,
  label: 80,
  addresses: 50,
  /** Points an app may spend at once. */
  burst: { min: 100, max: 1_000_000 },
  /** Points an app may spend in a day. */
  perDay: { min: 100, max: 100_000_000 },
  /** People other than the one who proposed it who must approve. */
  approvals: 2,
  /** Two, so that one can be replaced while the other is in use. */
  liveSecrets: 2,
  liveKeys: 5,
  /** People of the partner who may sign in. */
  developers: 20,
  /** The longest life of a credential. */
  credentialDays: 90,
  /** How long before its end something is warned of. */
  warnDays: 14,
  /** How long an app may go on without somebody having looked at it. */
  reviewDays: 92,
  apps: 200,
} as const;

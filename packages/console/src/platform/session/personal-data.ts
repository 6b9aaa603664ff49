/** Forgets what one feature keeps of the user's work in memory or in this browser. */
export type Forget = () => void;

const forgetters = new Set<Forget>();

/**
 * Registers what is forgotten when somebody signs out, or somebody else signs in: one user's personal data is not for the
 * next. A session that merely ended keeps it, so that nothing typed is lost for whoever signs in again.
 */
export function forgetsWithUser(forget: Forget): void {
  forgetters.add(forget);
}

/** Forgets all of it. */
export function forgetPersonalData(): void {
  for (const forget of forgetters) forget();
}

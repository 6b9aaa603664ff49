/** How a value of a customer can be checked. Kept in records for good, so none is ever renamed. */
export const VERIFICATION_METHODS = ['DOCUMENT', 'CALL', 'CODE', 'REGISTER', 'IN_PERSON', 'OTHER'] as const;

/** One of {@link VERIFICATION_METHODS}. */
export type VerificationMethod = (typeof VERIFICATION_METHODS)[number];

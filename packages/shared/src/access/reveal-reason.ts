/** How long the reason for a reveal is, in characters. */
export const REVEAL_REASON = { min: 5, max: 300 } as const;

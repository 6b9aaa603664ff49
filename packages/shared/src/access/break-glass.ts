/**
 * The limits of break-glass. `minutes`: how long it holds. `waitHours`: how long a request for it waits. `customers`: how many it
 * shows in all, and `page` at once in a list. `reason`: its length in characters; that of a review's note is at most the same.
 */
export const BREAK_GLASS_LIMITS = {
  minutes: 60,
  waitHours: 4,
  customers: 200,
  page: 10,
  reason: { min: 10, max: 300 },
} as const;

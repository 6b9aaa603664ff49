/** The URLs of recognition. */
export const paths = {
  identity: (): string => '/identity',
  /** The queue; only pairs of one customer when given. */
  review: (customerId?: string): string =>
    customerId ? `/identity/review?customer=${encodeURIComponent(customerId)}` : '/identity/review',
  model: (): string => '/identity/model',
};

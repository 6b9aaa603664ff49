/** The URLs of recognition. */
export const paths = {
  identity: (): string => '/identity',
  /** The queue; only pairs of one customer when given. */
  review: (customerId?: string): string =>
    customerId ? `/identity/review?customer=${encodeURIComponent(customerId)}` : '/identity/review',
  model: (): string => '/identity/model',
  /** Merges, un-merges and splits; only those of one customer when given. */
  operations: ({ customer }: { readonly customer?: string } = {}): string =>
    customer ? `/identity/operations?customer=${encodeURIComponent(customer)}` : '/identity/operations',
};

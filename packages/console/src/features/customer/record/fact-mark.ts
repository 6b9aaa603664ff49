/** What a person can say of a value: that it is shown whatever the rules say, no longer so, or that it was checked. */
export type FactMark = 'pin' | 'unpin' | 'verify';

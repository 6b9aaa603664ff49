/** What a condition says about its field. `is` with several values means any of them. */
export type Operator =
  | 'is'
  | 'contains'
  | 'startsWith'
  | 'filled'
  | 'empty'
  | 'from'
  | 'to'
  | 'between'
  | 'within'
  | 'olderThan'
  | 'lastFour'
  | 'hasAny'
  | 'hasNone';

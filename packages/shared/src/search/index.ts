export { LONGEST_TOKEN, MOST_TOKENS, nameTokens } from './name-tokens.ts';
export { queryTokens, type TokenQuery, type TokenTerm } from './query-tokens.ts';
export { matchesName } from './matches-name.ts';
export { classifyQuery, type ClassifyOptions, type QueryReading } from './classify-query.ts';

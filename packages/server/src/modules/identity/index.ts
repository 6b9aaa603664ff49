export { findMatches, type Matches, type ScoredPair } from './batch/find-matches.ts';
export { readMatchRecords } from './batch/read-records.ts';
export { exactGroups, type PairScore, pairsOfGroups, scorePairs } from './evaluate/score-truth.ts';
export { probabilityOf } from './model/model.ts';

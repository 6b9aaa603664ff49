import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** How a single customer is compared with those there are, as the last run over all of them learned it. */
export const MatchScorerEntity = defineEntity({
  name: 'MatchScorer',
  tableName: 'match_scorer',
  properties: {
    kind: p.string().length(12).primary(),
    runId: p.bigint('number'),
    /** JSON of a `StoredScorer`: texts of customers stand in it as entries of the blind index only. */
    learned: p.text().columnType('mediumtext'),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    match_scorer: TableOf<typeof MatchScorerEntity>;
  }
}

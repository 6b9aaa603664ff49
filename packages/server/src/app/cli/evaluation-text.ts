import type { PairScore } from '../../modules/identity/index.ts';
import type { Evaluation, Measured } from './evaluate-matching.ts';

/** An evaluation for a person. */
export function evaluationText({ records, pairs, blocking, clusters, seconds, peakMegabytes }: Evaluation): string {
  return [
    `${records} customers, ${pairs.truePairs} true pairs`,
    `blocking  recall ${blocking.recall.toFixed(4)}: ${blocking.compared} of the true pairs were compared`,
    scoreLine('pairs', pairs),
    scoreLine('clusters', clusters),
    `clusters exactly right: ${clusters.exact} of ${clusters.of}`,
    `${seconds.read} s reading, ${seconds.match} s matching, ${peakMegabytes} MB at most`,
  ].join('\n');
}

/** In the form of a truth file: each row, and the first row of the customer it was recognised as. */
export function groupsText(column: string, groups: Measured['groups']): string {
  return `${[`${column},group`, ...groups.map((line) => line.join())].join('\n')}\n`;
}

function scoreLine(name: string, { precision, recall, f1, right, wrong, missed }: PairScore): string {
  const [p, r, f] = [precision, recall, f1].map((share) => share.toFixed(4));
  return `${name.padEnd(9)} precision ${p}  recall ${r}  F1 ${f}  right ${right}  wrong ${wrong}  missed ${missed}`;
}

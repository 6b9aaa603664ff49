// What plain exact keys reach on a file of which the truth is known.
//   node generator/baseline.mjs people.csv --truth people.truth.csv [--json]
import { parseArgs } from 'node:util';
import { joinByExactKeys } from './exact-keys.mjs';
import { joinedByKind, scoreOf } from './pairs.mjs';
import { clustersOf, readRows, readTruth } from './truth.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { truth: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const [file] = positionals;
if (!file || !values.truth) {
  console.error('node generator/baseline.mjs <rows.csv> --truth <truth.csv> [--json]');
  process.exit(2);
}
const truth = readTruth(values.truth);
const found = joinByExactKeys(readRows(file));
const score = scoreOf(found, clustersOf(truth));
const joined = Object.fromEntries([...joinedByKind(found, truth)].map(([kind, pairs]) => [kind, pairs.length]));
if (values.json) console.log(JSON.stringify({ ...score, joined }));
else {
  const { precision, recall, f1, right, wrong, missed } = score;
  console.log(
    `exact keys  precision ${precision.toFixed(4)}  recall ${recall.toFixed(4)}  F1 ${f1.toFixed(4)}  right ${right}  wrong ${wrong}  missed ${missed}`,
  );
  for (const [kind, count] of Object.entries(joined)) console.log(`  wrongly joined, ${kind}: ${count}`);
}

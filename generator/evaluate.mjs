// What recognition reaches on people and organisations that were made for it, against plain exact keys.
//   node generator/evaluate.mjs [--seeds 1,2,3] [--records 5000] [--errors 1] [--examples 3] [--keep folder]
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { execFileSync } from 'node:child_process';
import { joinByExactKeys } from './exact-keys.mjs';
import { joinedByKind, missedPairs, pairsByKind, scoreOf } from './pairs.mjs';
import { examplesOf, tableOf } from './report.mjs';
import { clustersOf, groupsOf, readRows, readTruth } from './truth.mjs';

const SETS = ['people', 'organisations'];
const here = import.meta.dirname;
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1,2,3' },
    records: { type: 'string', default: '5000' },
    errors: { type: 'string', default: '1' },
    examples: { type: 'string', default: '3' },
    keep: { type: 'string' },
  },
});

const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'dossier-generator-'));
mkdirSync(folder, { recursive: true });
try {
  const results = [];
  for (const set of SETS) for (const seed of values.seeds.split(',')) results.push(evaluate(set, seed));
  console.log(tableOf(results));
  for (const set of SETS)
    console.log(
      examplesOf(
        results.filter((result) => result.set === set),
        Number(values.examples),
      ),
    );
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}

function evaluate(set, seed) {
  const [file, truthFile, groupsFile] = ['rows', 'truth', 'groups'].map((part) =>
    join(folder, `${set}.${seed}.${part}.csv`),
  );
  const amount = ['--records', values.records, '--errors', values.errors];
  run(join(here, `${set}.mjs`), ['--seed', seed, ...amount, '--out', file, '--truth', truthFile]);
  const truth = readTruth(truthFile);
  const rows = readRows(file);
  const dossier = join(here, '..', 'scripts', 'dossier.mjs');
  const said = run(dossier, ['evaluate', 'matching', file, '--truth', truthFile, '--groups', groupsFile, '--json']);
  const found = groupsOf(groupsFile);
  return {
    set,
    seed,
    rows: new Map(rows.map((row) => [row['编号'], row])),
    truth,
    said: JSON.parse(said.trimEnd().split('\n').at(-1)),
    clusters: scoreOf(found, clustersOf(truth)),
    baseline: scoreOf(joinByExactKeys(rows), clustersOf(truth)),
    joined: joinedByKind(found, truth),
    missed: missedPairs(found, clustersOf(truth)),
    possible: pairsByKind(truth),
  };
}

/** What a program of ours says; what it tells about its progress goes through. */
function run(program, args) {
  return execFileSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 28,
  });
}

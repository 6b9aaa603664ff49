// Takes every file of an import evaluation folder through the whole pipeline of a running server (upload, detection,
// mapping, dry run; the check-digit tables are really imported) and prints one table that joins it with what
// evaluate-reading.mjs and evaluate-standardisers.mjs say of the parts.
// Usage: node scripts/evaluate-intake.mjs <folder with the import evaluation data>   (Node 24, after pnpm build)
// Exit code 1 when a file failed, rows were lost, or an encoding or a check-digit table disagrees anywhere.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApi } from '../e2e/faults/harness/api.ts';
import { createInstallation } from '../e2e/faults/harness/installation.ts';
import { detectFile, readRows } from '../packages/server/src/modules/intake/reading/index.ts';
import { plainBytes } from '../packages/server/src/platform/files/stored-bytes.ts';

const folder = process.argv[2];
if (!folder || !existsSync(folder)) {
  console.error('usage: node scripts/evaluate-intake.mjs <folder with the import evaluation data>');
  process.exit(2);
}
const CORPORA = ['encodings', 'csv-dialects-pollock', 'csv-spectrum', 'files-csvkit', '.'];
const CHECK_DIGITS = {
  'cn_resident_ids.csv': 'RESIDENT_ID',
  'cn_unified_social_credit_codes.csv': 'CREDIT_CODE',
};
const installation = await createInstallation();
const api = await startApi(installation);
const counts = [];
const notes = [];
try {
  for (const corpus of CORPORA) await evaluateCorpus(corpus);
  for (const [file, target] of Object.entries(CHECK_DIGITS)) await evaluateCheckDigits(file, target);
} finally {
  await installation.drop();
}
console.log('The whole pipeline:');
console.table(counts);
for (const note of notes) console.log(note);
for (const script of ['evaluate-reading.mjs', 'evaluate-standardisers.mjs']) {
  console.log(`\n${script}:`);
  const part = spawnSync(process.execPath, [join(import.meta.dirname, script), folder], { encoding: 'utf8' });
  process.stdout.write(part.stdout + part.stderr);
}
const wrong = counts.reduce((sum, row) => sum + row.wrong, 0);
console.log(`${counts.length} corpora through the pipeline, ${wrong} wrong`);
process.exit(wrong === 0 ? 0 : 1);

async function evaluateCorpus(corpus) {
  const row = {
    corpus: corpus === '.' ? 'tables of the folder' : corpus,
    files: 0,
    'rows as read': 0,
    asked: 0,
    refused: 0,
    wrong: 0,
  };
  counts.push(row);
  const names = readdirSync(join(folder, corpus)).filter((name) => /\.(csv|tsv|txt|xlsx?)$/.test(name));
  for (const name of names) {
    row.files++;
    const [verdict, detail] = await throughPipeline(join(folder, corpus, name), name).catch((error) => [
      'wrong',
      String(error),
    ]);
    row[verdict]++;
    if (verdict === 'wrong' || verdict === 'refused') notes.push(`  ${verdict.padEnd(8)} ${corpus}/${name}: ${detail}`);
  }
}

/** What became of a file in a dry run in which its first column is a name and all others are kept as they are. */
async function throughPipeline(path, name) {
  const { status, body } = await api.upload(name, readFileSync(path));
  if (status !== 201) return ['wrong', `upload answered ${status}`];
  const file = (
    await api.ask('query ($id: ID!) { uploadedFile(id: $id) { state problem { message } } }', { id: body.id })
  ).data.uploadedFile;
  if (file.state === 'REFUSED') return ['refused', file.problem.message];
  const detected = await detectFile(plainBytes(path));
  const mapping = detected.settings.columns.map((column, index) => ({
    column,
    index,
    target: index === 0 ? 'NAME' : 'OTHER_DATA',
  }));
  const setup = { kind: 'CUSTOMERS', rowShape: 'PERSON', mapping, keys: [] };
  const created = await api.ask(
    'mutation ($input: ImportCreateInput!) { importCreate(input: $input) { import { id } userErrors { code field message } } }',
    { input: { fileId: body.id, sourceCode: 'evaluation', setup } },
  );
  const { import: draft, userErrors } = created.data?.importCreate ?? { userErrors: [{ code: created.code }] };
  if (!draft) return ['wrong', JSON.stringify(userErrors)];
  const begun = await api.ask('mutation ($id: ID!) { importDryRun(id: $id) { userErrors { code message } } }', {
    id: draft.id,
  });
  const [problem] = begun.data?.importDryRun.userErrors ?? [{ code: begun.code }];
  if (problem?.code === 'DETECTION_UNSURE') return ['asked', ''];
  if (problem?.code === 'FILE_EMPTY') return ['refused', problem.message];
  if (problem) return ['wrong', JSON.stringify(problem)];
  const done = await ended(draft.id, 'DRY_RUN_DONE');
  let rows = 0;
  for await (const batch of readRows(plainBytes(path), detected.settings))
    rows += batch.rows.length + batch.rejected.length;
  if (done.state !== 'DRY_RUN_DONE') return ['wrong', `${done.state}: ${done.problem}`];
  if (!done.dryRun.reconciled || done.dryRun.read !== rows)
    return ['wrong', `${done.dryRun.read} rows imported, ${rows} read`];
  return ['rows as read', ''];
}

async function evaluateCheckDigits(file, target) {
  const row = { corpus: `${file}, imported`, files: 1, 'rows as read': 0, asked: 0, refused: 0, wrong: 0 };
  counts.push(row);
  // As a person would: the column of values gets its meaning, the rest is kept.
  const { code, answer } = await installation.json(
    'import',
    join(folder, file),
    '--kind',
    'customers',
    '--shape',
    target === 'CREDIT_CODE' ? 'organisation' : 'person',
    '--map',
    `value=${target}`,
    '--map',
    'why=NAME',
    '--map',
    'valid=OTHER_DATA',
    '--no-keys',
    '--source',
    target.toLowerCase(),
    '--header-row',
    '1',
  );
  if (code !== 0) {
    row.wrong++;
    notes.push(`  wrong    ${file}: ${JSON.stringify(answer)}`);
    return;
  }
  const reader = await installation.reader();
  const kept = await reader.all(
    `select r.line_number as line, i.is_valid as ok from identifier i join source_record r on r.customer_id = i.customer_id where i.type = '${target}'`,
  );
  await reader.close();
  // What is kept is sealed: the file itself says what stands on a line.
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  for (const { line, ok } of kept) {
    const text = lines[Number(line) - 1] ?? '';
    const truth = /\b(true|false|either)\b/.exec(text)?.[1];
    const right = truth === 'either' || (truth === 'true') === (Number(ok) === 1);
    row[right ? 'rows as read' : 'wrong']++;
    if (!right) notes.push(`  wrong    ${file}: ${text.trim()} is kept as ${ok}`);
  }
  const without = answer.import.counts.read - answer.import.counts.rejected - kept.length;
  if (without !== 0) notes.push(`  ${file}: ${without} rows whose value was nothing (blank or a filler)`);
}

async function ended(id, state) {
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(40)) {
    const { data } = await api.ask(
      'query ($id: ID!) { import(id: $id) { state problem dryRun { read rejected reconciled } } }',
      { id },
    );
    if ([state, 'FAILED', 'DRAFT'].includes(data.import.state)) return data.import;
  }
  return { state: 'no end', problem: null };
}

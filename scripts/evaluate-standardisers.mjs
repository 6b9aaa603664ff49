// Compares the standardisers of packages/shared with the reference tables of an evaluation folder.
// Usage: node scripts/evaluate-standardisers.mjs <folder with phones.csv, email_isemail.csv, cn_*.csv> [--json]
// Needs Node 24 (it loads the TypeScript sources as they are). Exit code 1 when a check-digit table disagrees anywhere.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  emailVerdict,
  standardiseCreditCode,
  standardiseEmail,
  standardisePhone,
  standardiseResidentId,
} from '../packages/shared/src/standardise/index.ts';

const [folder, ...flags] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  console.error('usage: evaluate-standardisers.mjs <folder with phones.csv, email_isemail.csv, cn_*.csv> [--json]');
  process.exit(2);
}

/** Rows of a CSV file as objects; quoted cells may hold commas, quotes and line ends. */
function rows(file) {
  const text = readFileSync(join(folder, file), 'utf8');
  const records = [];
  let record = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  }
  const [header, ...body] = records;
  return body.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])));
}

function accepted(result) {
  return result.state === 'ok';
}

function validity(file, column, standardise) {
  return rows(file).map((row) => {
    const got = standardise(row[column]);
    const verdict = row.valid === 'either' ? 'either' : String(accepted(got)) === row.valid ? 'right' : 'wrong';
    return { verdict, input: row[column], want: `${row.valid} (${row.why})`, got: got.rule ?? got.state };
  });
}

function phones() {
  return rows('phones.csv').map((row) => {
    const got = standardisePhone(row.input, { region: row.default_region });
    const value = got.state === 'ok' ? got.value : undefined;
    const shown = value ? `${value.e164} ${value.type} ${value.extension ?? ''}` : (got.rule ?? got.state);
    const wanted = row.valid === 'true' ? `${row.e164} ${row.type} ${row.extension}` : row.valid;
    const detail = { input: `${row.default_region} ${row.input}`, want: wanted, got: shown };
    if (row.valid === 'either') return { verdict: 'either', ...detail };
    const sameNumber = value && value.e164 === row.e164 && (value.extension ?? '') === row.extension;
    if (row.valid === 'true' ? !sameNumber : value) return { verdict: 'wrong', ...detail };
    const sameType = row.valid !== 'true' || row.type === '' || value.type === row.type;
    return { verdict: sameType ? 'right' : 'wrong type', ...detail };
  });
}

/** `exact` judges the address as written; without it white space around is cleaned first, as in an import. */
function emails(exact) {
  return rows('email_isemail.csv').map((row) => {
    const address = JSON.parse(row.address_as_json_string);
    const got = exact ? emailVerdict(address) : accepted(standardiseEmail(address)) ? 'valid' : 'invalid';
    const same = (got === 'invalid') === (row.verdict === 'invalid');
    const verdict = row.verdict === 'unusual' ? 'either' : same ? 'right' : 'wrong';
    return { verdict, input: row.address_as_json_string, want: `${row.verdict} (${row.diagnosis})`, got };
  });
}

const tables = {
  'phones.csv': phones(),
  'email_isemail.csv, as written': emails(true),
  'email_isemail.csv, as a cell': emails(false),
  'cn_resident_ids.csv': validity('cn_resident_ids.csv', 'value', (text) => standardiseResidentId(text)),
  'cn_unified_social_credit_codes.csv': validity('cn_unified_social_credit_codes.csv', 'value', standardiseCreditCode),
};

const summary = Object.entries(tables).map(([table, results]) => {
  const count = (verdict) => results.filter((result) => result.verdict === verdict).length;
  return {
    table,
    rows: results.length,
    right: count('right'),
    either: count('either'),
    'wrong type': count('wrong type'),
    wrong: count('wrong'),
  };
});
const disagreements = Object.entries(tables).flatMap(([table, results]) =>
  results.filter(({ verdict }) => verdict.startsWith('wrong')).map((result) => ({ table, ...result })),
);

if (flags.includes('--json')) {
  console.log(JSON.stringify({ summary, disagreements }, null, 2));
} else {
  console.table(summary);
  for (const { table, verdict, input, want, got } of disagreements)
    console.log(`${table}: ${verdict}: ${input} | wanted ${want} | got ${got}`);
}
const strict = new Set(['cn_resident_ids.csv', 'cn_unified_social_credit_codes.csv']);
process.exit(summary.some(({ table, wrong }) => strict.has(table) && wrong > 0) ? 1 : 0);

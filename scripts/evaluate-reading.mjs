// Reads evaluation corpora with the intake's reader and prints, per corpus, how many files were read right, asked about,
// refused or read wrong, and every one that was not simply right.
// Usage: node scripts/evaluate-reading.mjs <folder with the import evaluation data>   (Node 24)
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  createDecoder,
  detectEncoding,
  detectFile,
  readRows,
} from '../packages/server/src/modules/intake/reading/index.ts';
import { plainBytes } from '../packages/server/src/platform/files/stored-bytes.ts';

const folder = process.argv[2];
if (!folder || !existsSync(folder)) {
  console.error('usage: node scripts/evaluate-reading.mjs <folder with the import evaluation data>');
  process.exit(2);
}

const report = [];
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

function corpus(name) {
  const counts = {
    corpus: name,
    files: 0,
    right: 0,
    'asked, best guess right': 0,
    'asked, other': 0,
    'rows rejected': 0,
    'truth not in file': 0,
    refused: 0,
    wrong: 0,
  };
  const notes = [];
  report.push({ counts, notes });
  return (file, verdict, detail) => {
    counts.files++;
    counts[verdict]++;
    if (verdict !== 'right') notes.push(`${verdict.padEnd(24)} ${file}: ${detail}`);
  };
}

async function readAll(path, settings) {
  const rows = [];
  const rejected = [];
  for await (const batch of readRows(plainBytes(path), settings)) {
    rows.push(...batch.rows);
    rejected.push(...batch.rejected);
  }
  return { rows, rejected };
}

function evaluateEncodings() {
  const add = corpus('encodings');
  const labels = { GB2312: 'gb18030', SHIFT_JIS: 'shift_jis', ascii: 'utf-8' };
  for (const { file, label } of json(join(folder, 'encodings.truth.json')).files) {
    const bytes = readFileSync(join(folder, 'encodings', file));
    const detected = detectEncoding([{ bytes, offset: 0, last: true }]);
    const wanted = new TextDecoder(labels[label] ?? label.toLowerCase());
    if (label === 'UTF-16' && detected) wanted.decode(bytes);
    const truth = label === 'UTF-16' ? new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : wanted;
    const same =
      detected !== null && createDecoder(detected.encoding)(bytes).replace(/^\uFEFF/, '') === truth.decode(bytes);
    const asked = detected === null || detected.confidence < 0.8;
    const detail = `${label} taken for ${detected?.encoding} with ${detected?.confidence.toFixed(2)}`;
    add(file, asked ? (same ? 'asked, best guess right' : 'asked, other') : same ? 'right' : 'wrong', detail);
  }
}

async function evaluateDialects() {
  const add = corpus('csv-dialects-pollock');
  for (const truth of json(join(folder, 'csv-dialects-pollock.truth.json')).files_truth) {
    const found = await detectFile(plainBytes(join(folder, 'csv-dialects-pollock', truth.file)));
    if (found.outcome === 'refused') {
      add(truth.file, 'refused', found.code);
      continue;
    }
    const { dialect } = found.settings;
    const quote = truth.quote === 'singlequote' ? "'" : '"';
    const same =
      dialect.delimiter === truth.delimiter &&
      dialect.quote === quote &&
      (dialect.escape === 'backslash') === (truth.escape === 'backslash') &&
      (dialect.lineEnd === 'CR') === (truth.records_delimiter === 'cr');
    const asked = found.ask.includes('delimiter');
    const wanted = {
      delimiter: truth.delimiter,
      quote: truth.quote,
      escape: truth.escape,
      line: truth.records_delimiter,
    };
    const detail = `${truth.original_name}: ${JSON.stringify(dialect)}, truth ${JSON.stringify(wanted)}`;
    add(truth.file, asked ? (same ? 'asked, best guess right' : 'asked, other') : same ? 'right' : 'wrong', detail);
  }
}

async function evaluateSpectrum() {
  const add = corpus('csv-spectrum');
  for (const name of readdirSync(join(folder, 'csv-spectrum')).filter((name) => name.endsWith('.csv'))) {
    const path = join(folder, 'csv-spectrum', name);
    const found = await detectFile(plainBytes(path));
    if (found.outcome === 'refused') {
      add(name, 'refused', found.code);
      continue;
    }
    // The corpus is about cells, not about whether the first line is a header: it always is.
    const settings = (await detectFile(plainBytes(path), { headerLine: 1 })).settings;
    const { rows, rejected } = await readAll(path, settings);
    const objects = rows.map(({ cells }) =>
      Object.fromEntries(settings.columns.map((column, i) => [column, cells[i]])),
    );
    const wanted = [json(path.replace(/csv$/, 'json'))].flat();
    const same = rejected.length === 0 && JSON.stringify(objects) === JSON.stringify(wanted);
    const guessed = found.settings.headerLine === 1 && found.settings.dialect.delimiter === settings.dialect.delimiter;
    const asked = !guessed || found.ask.length > 0;
    const detail = `asks ${found.ask.join(', ') || 'nothing'}; read ${JSON.stringify(objects)}, wanted ${JSON.stringify(wanted)}`;
    // A wanted value that stands nowhere in the file is a mistake of the corpus.
    const text = readFileSync(path, 'utf8').replaceAll('""', '"');
    const absent = wanted.flatMap(Object.values).some((value) => !text.includes(value));
    if (!same && absent) add(name, 'truth not in file', detail);
    else if (!same) add(name, 'wrong', detail);
    else add(name, asked ? 'asked, best guess right' : 'right', detail);
  }
}

const asText = (value) => {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return String(value);
  return value.replace(/T00:00:00$/, '');
};
const trimmed = (cells) => cells.join(' | ').replace(/( \| )+$/, '');

async function evaluateFiles() {
  const add = corpus('files-csvkit');
  for (const [name, { reads_as: truth }] of Object.entries(json(join(folder, 'files-csvkit.truth.json')).files)) {
    const path = join(folder, 'files-csvkit', name);
    const sheets = truth.decoded_as ? { '': truth } : truth;
    for (const [sheet, { first_rows: wantedRows }] of Object.entries(sheets)) {
      const file = sheet === '' ? name : `${name} [${sheet}]`;
      const found = await detectFile(plainBytes(path), sheet === '' ? {} : { sheet });
      // The truth was read with commas throughout; a file with another delimiter is compared cut at that.
      const cut = found.outcome !== 'refused' && truth.decoded_as ? found.settings.dialect.delimiter : ',';
      const cutRows = cut === ',' ? wantedRows : wantedRows.map((row) => row.join(',').split(cut));
      const wanted = cutRows.map((row) => trimmed(row.map(asText))).filter((row) => row !== '');
      if (found.outcome === 'refused') {
        add(file, wanted.length === 0 && found.code === 'NO_TABLE' ? 'right' : 'refused', found.message);
        continue;
      }
      const { rows, rejected } = await readAll(path, found.settings);
      const header = found.settings.headerLine === null ? [] : [trimmed(found.settings.columns)];
      const titles = found.titles.map(({ cells }) => trimmed(cells));
      const notes = found.notes.map(({ cells }) => trimmed(cells));
      const read = [...titles, ...header, ...rows.map(({ cells }) => trimmed(cells)), ...notes].slice(0, wanted.length);
      const blankNamed = read[titles.length]?.replace(/( \| column_\d+)+$/, '');
      if (header.length > 0 && blankNamed !== undefined) read[titles.length] = blankNamed;
      const same =
        JSON.stringify(read) === JSON.stringify(wanted.slice(0, read.length)) && read.length === wanted.length;
      const rejections = rejected.map(
        ({ number, code, raw }) => `line ${number} ${code} ${JSON.stringify(raw.slice(0, 40))}`,
      );
      const detail = `asks ${found.ask.join(', ') || 'nothing'}; rejected ${rejections.slice(0, 4).join('; ') || 'none'}; read ${JSON.stringify(read)}, wanted ${JSON.stringify(wanted)}`;
      const explained = rejected.length > 0 && wanted.filter((row) => !read.includes(row)).length <= rejected.length;
      if (!same && explained) {
        add(file, 'rows rejected', detail.slice(0, 400));
        continue;
      }
      const verdict =
        found.ask.length > 0 ? (same ? 'asked, best guess right' : 'asked, other') : same ? 'right' : 'wrong';
      add(file, verdict, detail.slice(0, 700));
    }
  }
}

async function evaluateOthers() {
  const add = corpus('other tables of the folder');
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.csv'))) {
    const path = join(folder, name);
    const found = await detectFile(plainBytes(path));
    if (found.outcome === 'refused') {
      add(name, 'refused', found.message);
      continue;
    }
    const { rows, rejected } = await readAll(path, found.settings);
    const detail = `asks ${found.ask.join(', ') || 'nothing'}; ${rows.length} rows, ${rejected.length} rejected; ${found.settings.columns.join(', ')}`;
    const fine = found.settings.headerLine === 1 && rejected.length === 0;
    add(name, found.ask.length > 0 ? 'asked, other' : fine ? 'right' : 'wrong', detail);
  }
}

evaluateEncodings();
await evaluateDialects();
await evaluateSpectrum();
await evaluateFiles();
await evaluateOthers();
console.table(report.map(({ counts }) => counts));
for (const { counts, notes } of report) {
  if (notes.length === 0) continue;
  console.log(`\n${counts.corpus}`);
  for (const note of notes) console.log(`  ${note}`);
}

import type { SingleFact, SingleField } from '@dossier/shared/facts';
import { foldName, isFiller, standardiseDate, standardiseGender, standardiseText } from '@dossier/shared/standardise';
import { factOf, type Tally } from './facts.ts';
import type { CodedField, Columns, FileRow, RowPlan } from './plan.ts';

type Fields = Partial<Record<SingleField, SingleFact>>;

const LONGEST_CODE = 32;
const LONGEST_NOTE = 10_000;
const LONGEST_TAG = 50;
const TAG_SEPARATORS = /[;；|、,，\n]+/;

/** Gender, birth date, employer and job title: what only a person has. */
export function readPersonFields(row: FileRow, columns: Columns, plan: RowPlan, fields: Fields, tally: Tally): void {
  const gender = columns.cell(row, 'GENDER');
  if (gender !== '') put(fields, 'GENDER', factOf(gender, standardiseGender(gender), String, tally));
  const birth = columns.of('BIRTH_DATE')[0];
  const birthCell = birth ? (row.cells[birth.index] ?? '') : birthOfParts(row, columns);
  if (birthCell !== '') {
    const order = birth?.options.dateOrder;
    const read = standardiseDate(birthCell, {
      latestYear: Number(plan.today.slice(0, 4)),
      ...(order ? { order } : {}),
    });
    const future = read.state === 'ok' && read.value > plan.today;
    put(
      fields,
      'BIRTH_DATE',
      factOf(birthCell, future ? { state: 'invalid', rule: 'DATE_FUTURE' } : read, String, tally),
    );
  }
  putText(row, columns, fields, 'EMPLOYER', 200, tally);
  putText(row, columns, fields, 'JOB_TITLE', 100, tally);
}

/** A birth date that stands in three columns; empty unless all are filled. */
function birthOfParts(row: FileRow, columns: Columns): string {
  const parts = (['BIRTH_YEAR', 'BIRTH_MONTH', 'BIRTH_DAY'] as const).map((part) => columns.cell(row, part).trim());
  return parts.some(isFiller) ? '' : parts.map((part) => part.padStart(2, '0')).join('-');
}

/** Fields that every customer can have. */
export function readCommonFields(row: FileRow, columns: Columns, plan: RowPlan, fields: Fields, tally: Tally): void {
  for (const field of ['INDUSTRY', 'SIZE', 'STAGE', 'GRADE'] as const) {
    if (columns.has(field)) putCode(row, columns, plan, fields, field, tally);
  }
  const notes = columns.of('NOTE').flatMap((column) => {
    const cell = row.cells[column.index] ?? '';
    if (isFiller(cell)) return [];
    return [columns.of('NOTE').length > 1 ? `${column.name}: ${cell}` : cell];
  });
  const note = notes.join('\n');
  if (note !== '')
    put(fields, 'NOTE', factOf(note, standardiseText(note, { max: LONGEST_NOTE, lines: true }), String, tally));
}

function putText(
  row: FileRow,
  columns: Columns,
  fields: Fields,
  field: 'EMPLOYER' | 'JOB_TITLE',
  max: number,
  tally: Tally,
) {
  const cell = columns.cell(row, field);
  if (cell !== '') put(fields, field, factOf(cell, standardiseText(cell, { max }), String, tally));
}

/** The code of a label or code; a word the list does not have is kept as it came and flagged. */
function putCode(row: FileRow, columns: Columns, plan: RowPlan, fields: Fields, field: CodedField, tally: Tally): void {
  const cell = columns.cell(row, field);
  const read = standardiseText(cell, { max: LONGEST_CODE });
  const fact = factOf(cell, read, String, tally);
  const list = plan.codes[field];
  if (!fact || fact.value === null || !list) return put(fields, field, fact);
  const code = list[foldName(fact.value)];
  if (code !== undefined) return put(fields, field, { value: code, ...(code === cell ? {} : { raw: cell }) });
  tally.warnings++;
  put(fields, field, { ...fact, problem: 'INVALID_CHOICE' });
}

function put(fields: Fields, field: SingleField, fact: SingleFact | undefined): void {
  if (fact) fields[field] = fact;
}

/** The tags of a row. */
export function readTags(row: FileRow, columns: Columns): string[] {
  const tags = columns.of('TAGS').flatMap((column) => {
    const cell = row.cells[column.index] ?? '';
    return isFiller(cell) ? [] : cell.split(column.options.separator ?? TAG_SEPARATORS);
  });
  return [...new Set(tags.map((tag) => tag.trim().slice(0, LONGEST_TAG)).filter((tag) => !isFiller(tag)))];
}

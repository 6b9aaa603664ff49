import type { AddressFact, SingleFact, SingleField } from '@dossier/shared/facts';
import {
  foldName,
  isFiller,
  standardiseAddress,
  standardiseDate,
  standardiseGender,
  standardiseText,
} from '@dossier/shared/standardise';
import type { TargetField } from '../mapping/target-field.ts';
import { factOf, type Tally } from './facts.ts';
import type { CodedField, Columns, FileRow, RowPlan } from './plan.ts';

type Fields = Partial<Record<SingleField, SingleFact>>;

const LONGEST_CODE = 32;
const LONGEST_NOTE = 10_000;
const LONGEST_TAG = 50;
const TAG_SEPARATORS = /[;；|、,，\n]+/;
const PLACES = ['COUNTRY', 'PROVINCE', 'CITY', 'DISTRICT', 'ADDRESS_LINE', 'ADDRESS', 'POSTAL_CODE'] as const;

/** Gender, birth date, employer and job title: what only a person has. */
export function readPersonFields(row: FileRow, columns: Columns, plan: RowPlan, fields: Fields, tally: Tally): void {
  const gender = columns.cell(row, 'GENDER');
  if (gender !== '') put(fields, 'GENDER', factOf(gender, standardiseGender(gender), String, tally));
  const birth = columns.of('BIRTH_DATE')[0];
  const birthCell = birth ? (row.cells[birth.index] ?? '') : '';
  if (birth && birthCell !== '') {
    const order = birth.options.dateOrder;
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

/** The address of a row, from one column or several. */
export function readAddress(row: FileRow, columns: Columns, region: string, tally: Tally): AddressFact[] {
  if (!PLACES.some((target) => columns.has(target))) return [];
  const cell = (target: TargetField) => columns.cell(row, target);
  const raw = PLACES.map(cell).filter((text) => !isFiller(text));
  if (raw.length === 0) return [];
  const read = standardiseAddress(
    {
      text: cell('ADDRESS'),
      country: cell('COUNTRY'),
      province: cell('PROVINCE'),
      city: cell('CITY'),
      district: cell('DISTRICT'),
      line: joinLines(cell('ADDRESS_LINE'), cell('ADDRESS'), columns),
      postalCode: cell('POSTAL_CODE'),
    },
    { country: region },
  );
  const text = raw.join(' ');
  if (read.state === 'empty') return [];
  if (read.state === 'invalid') {
    tally.warnings++;
    return [{ raw: text, line: text.slice(0, 300), problem: read.rule }];
  }
  const { regionCode, line, ...places } = read.value;
  const problem = read.warnings?.[0] ?? ((line?.length ?? 0) > 300 ? 'TEXT_TOO_LONG' : undefined);
  if (problem) tally.warnings++;
  const short = Object.fromEntries(
    Object.entries(places).map(([place, name]) => [place, name.slice(0, place === 'postalCode' ? 16 : 60)]),
  );
  return [
    {
      ...short,
      ...(line === undefined ? {} : { line: line.slice(0, 300) }),
      ...(regionCode === undefined ? {} : { regionCode }),
      ...(saysMore(text, read.value) ? { raw: text } : {}),
      ...(problem ? { problem } : {}),
    },
  ];
}

/** A street beside a whole address is its end, unless the address says it already. */
function joinLines(line: string, whole: string, columns: Columns): string {
  if (!columns.has('ADDRESS_LINE') || isFiller(line)) return '';
  return isFiller(whole) || whole.includes(line) ? line : `${whole} ${line}`;
}

function saysMore(raw: string, parts: object): boolean {
  return Object.values(parts).join(' ') !== raw;
}

/** The tags of a row. */
export function readTags(row: FileRow, columns: Columns): string[] {
  const tags = columns.of('TAGS').flatMap((column) => {
    const cell = row.cells[column.index] ?? '';
    return isFiller(cell) ? [] : cell.split(column.options.separator ?? TAG_SEPARATORS);
  });
  return [...new Set(tags.map((tag) => tag.trim().slice(0, LONGEST_TAG)).filter((tag) => !isFiller(tag)))];
}

import {
  foldName,
  guessNameKind,
  isFiller,
  isHan,
  standardiseOrganisationName,
  standardisePersonName,
  standardiseText,
} from '@dossier/shared/standardise';
import type { SingleFact, SingleField } from '@dossier/shared/facts';
import { factOf, type Tally } from './facts.ts';
import type { Columns, FileRow } from './plan.ts';

type Fields = Partial<Record<SingleField, SingleFact>>;
/** What a customer is. */
export type Kind = 'PERSON' | 'ORGANISATION';

const PERSON_WORDS = new Set(
  '个人 自然人 个人客户 对私 私人 人 个体 person individual consumer private b2c contact people 个人用户'
    .split(' ')
    .map(foldName),
);
const ORGANISATION_WORDS = new Set(
  '企业 公司 单位 组织 机构 法人 对公 企业客户 公司客户 企业用户 团体 organisation organization company business corporate enterprise firm b2b account'
    .split(' ')
    .map(foldName),
);

/** What a cell of kinds says; undefined for blank or unknown words. */
export function kindOfWord(cell: string): Kind | undefined {
  const word = foldName(cell);
  if (PERSON_WORDS.has(word)) return 'PERSON';
  return ORGANISATION_WORDS.has(word) ? 'ORGANISATION' : undefined;
}

/** What a row without a fixed shape is about: its kind column, its identity document, else its name. */
export function kindOfRow(row: FileRow, columns: Columns): Kind | undefined {
  const stated = kindOfWord(columns.cell(row, 'KIND'));
  if (stated) return stated;
  if (!isFiller(columns.cell(row, 'RESIDENT_ID'))) return 'PERSON';
  if (!isFiller(columns.cell(row, 'CREDIT_CODE'))) return 'ORGANISATION';
  const name = columns.cell(row, 'NAME');
  if (!isFiller(name)) return guessNameKind(name).kind;
  return isFiller(columns.cell(row, 'FAMILY_NAME') + columns.cell(row, 'GIVEN_NAME')) ? undefined : 'PERSON';
}

/** Reads a person's name from one column or from two; a form of address (先生, Mrs) tells the gender when no column does. */
export function readPersonName(row: FileRow, columns: Columns, fields: Fields, tally: Tally): void {
  const whole = columns.cell(row, 'NAME');
  const parts = { family: columns.cell(row, 'FAMILY_NAME'), given: columns.cell(row, 'GIVEN_NAME') };
  const family = factOf(parts.family, standardiseText(parts.family, { max: 100 }), String, tally);
  const given = factOf(parts.given, standardiseText(parts.given, { max: 100 }), String, tally);
  if (family) fields.FAMILY_NAME = family;
  if (given) fields.GIVEN_NAME = given;
  if (isFiller(whole)) {
    const joined = joinName(family?.value ?? '', given?.value ?? '');
    if (joined !== '') fields.NAME = { value: joined };
    return;
  }
  const read = standardisePersonName(whole);
  const name = factOf(whole, read, ({ full }) => full, tally);
  if (name) fields.NAME = fits(name, 200, tally);
  if (read.state !== 'ok') return;
  if (!family && read.value.family !== undefined) fields.FAMILY_NAME = { value: read.value.family };
  if (!given && read.value.given !== undefined) fields.GIVEN_NAME = { value: read.value.given };
  if (read.value.gender !== undefined) fields.GENDER ??= { value: read.value.gender, raw: read.value.title ?? whole };
}

/** Reads an organisation's name. */
export function readOrganisationName(cell: string, fields: Fields, tally: Tally): void {
  const name = factOf(cell, standardiseOrganisationName(cell), ({ full }) => full, tally);
  if (name) fields.NAME = fits(name, 200, tally);
}

/** Family and given name in the order of their script. */
function joinName(family: string, given: string): string {
  if (family === '' || given === '') return family + given;
  return [...family].some(isHan) ? family + given : `${given} ${family}`;
}

function fits(fact: SingleFact, max: number, tally: Tally): SingleFact {
  if (fact.value === null || fact.value.length <= max) return fact;
  tally.warnings++;
  return { value: null, raw: fact.raw ?? fact.value, problem: 'TEXT_TOO_LONG' };
}

import { pinyinOf } from '@dossier/shared/standardise';
import type { SingleField } from '@dossier/shared/facts';
import type { Golden } from '../survivorship/choose.ts';
import type { Row } from '../../../platform/database/tables.ts';
import { completenessOf } from './completeness.ts';

const NAME_SORT_LENGTH = 64;

/** The golden row that a choice makes, from the row as it stands. Times and version are left as they are. */
export function goldenRow(row: Row<'customer'>, golden: Golden): Row<'customer'> {
  // The record keeps what came in full; the columns hold what fits.
  const value = (field: SingleField, longest = 100): string | null =>
    golden.values.get(field)?.fact.value?.slice(0, longest) ?? null;
  const address = golden.addresses.find(({ primary }) => primary)?.fact;
  const kind = value('KIND') ?? row.kind;
  const name = value('NAME', 200) ?? joinName(value('FAMILY_NAME'), value('GIVEN_NAME'))?.slice(0, 200) ?? null;
  const owner = value('OWNER');
  return {
    ...row,
    kind,
    name,
    name_sort: name === row.name && kind === row.kind ? row.name_sort : nameSort(name, kind),
    family_name: value('FAMILY_NAME'),
    given_name: value('GIVEN_NAME'),
    gender: value('GENDER'),
    birth_date: value('BIRTH_DATE'),
    employer: value('EMPLOYER', 200),
    job_title: value('JOB_TITLE'),
    industry: value('INDUSTRY', 32),
    size: value('SIZE', 32),
    note: value('NOTE', 10_000),
    stage: value('STAGE', 32),
    grade: value('GRADE', 32),
    owner_id: owner === null ? null : Number(owner),
    country: address?.country?.slice(0, 2) ?? null,
    province: address?.province?.slice(0, 100) ?? null,
    city: address?.city?.slice(0, 100) ?? null,
    district: address?.district?.slice(0, 100) ?? null,
    completeness: completenessOf(kind, golden),
  };
}

/** What lists sort names by: Chinese by pinyin, Latin letters folded. */
export function nameSort(name: string | null, kind: string): string {
  if (name === null) return '';
  const { syllables } = pinyinOf(name, kind === 'ORGANISATION' ? 'ORGANISATION' : 'PERSON');
  return syllables.join(' ').slice(0, NAME_SORT_LENGTH);
}

function joinName(family: string | null, given: string | null): string | null {
  if (family === null || given === null) return family ?? given;
  return /\p{Script=Han}/u.test(family) ? family + given : `${given} ${family}`;
}

import { pinyinOf } from '@dossier/shared/standardise';
import type { SingleField } from '@dossier/shared/facts';
import type { Golden } from '../survivorship/choose.ts';
import type { Row } from './customer-state.ts';
import { completenessOf } from './completeness.ts';

const NAME_SORT_LENGTH = 64;

/** The golden row that a choice makes, from the row as it stands. Times and version are left as they are. */
export function goldenRow(row: Row<'customer'>, golden: Golden): Row<'customer'> {
  const value = (field: SingleField): string | null => golden.values.get(field)?.fact.value ?? null;
  const address = golden.addresses.find(({ primary }) => primary)?.fact;
  const kind = value('KIND') ?? row.kind;
  const name = value('NAME') ?? joinName(value('FAMILY_NAME'), value('GIVEN_NAME'));
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
    employer: value('EMPLOYER'),
    job_title: value('JOB_TITLE'),
    industry: value('INDUSTRY'),
    size: value('SIZE'),
    note: value('NOTE'),
    stage: value('STAGE'),
    grade: value('GRADE'),
    owner_id: owner === null ? null : Number(owner),
    country: address?.country ?? null,
    province: address?.province ?? null,
    city: address?.city ?? null,
    district: address?.district ?? null,
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

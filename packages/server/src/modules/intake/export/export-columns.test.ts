import { CUSTOMER_FIELDS } from '@dossier/shared/facts';
import { LOCALES } from '@dossier/shared/error';
import { describe, expect, it } from 'vitest';
import { suggestMapping } from '../mapping/suggest-mapping.ts';
import { headOf } from './export-columns.ts';

/** What no import sets by a column of this kind: an owner is a user, and an identifier's type is not in the table. */
const KEPT_AS_OTHER_DATA = new Set<string>(['OWNER', 'IDENTIFIER']);
const PARTS_OF_NAME = new Set<string>(['FAMILY_NAME', 'GIVEN_NAME']);

describe.each(LOCALES)('the head of an export in %s', (locale) => {
  it.each([
    ['whole names', CUSTOMER_FIELDS.filter((field) => !PARTS_OF_NAME.has(field))],
    ['names in parts', CUSTOMER_FIELDS.filter((field) => field !== 'NAME')],
  ])('with %s is understood by an import, each column as what it is', (_, fields) => {
    const columns = headOf(fields, locale);
    const { mapping } = suggestMapping({ columns, hasHeader: true, rows: [], phoneRegion: 'CN' });
    expect(mapping.map(({ target }, index) => [columns[index], target])).toEqual([
      [columns[0], 'CUSTOMER_NUMBER'],
      ...fields.map((field, index) => [columns[index + 1], KEPT_AS_OTHER_DATA.has(field) ? 'OTHER_DATA' : field]),
    ]);
  });
});

import type { SingleFact, SingleField, SourceDocument } from '@dossier/shared/facts';
import {
  isFiller,
  standardiseExternalId,
  standardisePersonName,
  standardiseText,
  valueOf,
} from '@dossier/shared/standardise';
import type { IncomingRecord } from '../../customer/index.ts';
import type { TargetField } from '../mapping/target-field.ts';
import type { Tally } from './facts.ts';
import { type Columns, columnsOf, type FileRow, type Rejection, type RowCode, type RowPlan } from './plan.ts';
import { type Holder, readContactPoints } from './read-contact-points.ts';
import { addressReader } from './read-address.ts';
import { readCommonFields, readPersonFields, readTags } from './read-fields.ts';
import { readIdentifiers } from './read-identifiers.ts';
import { type Kind, kindOfRow, readOrganisationName, readPersonName } from './read-names.ts';

/** What one row becomes: a record of what it says about a customer, or the reason why it is not taken over. */
export type BuiltRecord =
  | { readonly record: IncomingRecord; readonly kind: Kind | undefined; readonly warnings: number }
  | { readonly rejection: Rejection };

const LONGEST_ID = 150;
const LONGEST_OTHER = 2_000;
/** Fields that make no sense for one kind: their cells are kept as other data. */
const PERSONS_ONLY: readonly TargetField[] = [
  'GENDER',
  'BIRTH_DATE',
  'BIRTH_YEAR',
  'BIRTH_MONTH',
  'BIRTH_DAY',
  'EMPLOYER',
  'JOB_TITLE',
  'RESIDENT_ID',
  'FAMILY_NAME',
  'GIVEN_NAME',
];
const ORGANISATIONS_ONLY: readonly TargetField[] = ['CREDIT_CODE', 'CONTACT_NAME', 'CONTACT_TITLE'];

/** Makes the function that turns rows into records; pure, so that a preview shows what an import does. */
export function recordBuilder(plan: RowPlan): (row: FileRow) => BuiltRecord {
  const reading = readingOf(plan);
  return (row) => buildRecord(row, reading);
}

/** Makes the function that reads what a row says, whether or not that is enough for a record. */
export function documentReader(plan: RowPlan): (row: FileRow, kind: Kind) => SourceDocument {
  const reading = readingOf(plan);
  return (row, kind) => readDocument(row, reading, kind, { warnings: 0 });
}

/** What the rows of a file are read with. */
interface Reading {
  readonly plan: RowPlan;
  readonly columns: Columns;
  readonly readAddress: ReturnType<typeof addressReader>;
}

function readingOf(plan: RowPlan): Reading {
  const columns = columnsOf(plan.mapping);
  return { plan, columns, readAddress: addressReader(columns, plan.phoneRegion) };
}

function buildRecord(row: FileRow, reading: Reading): BuiltRecord {
  const { plan, columns } = reading;
  const tally: Tally = { warnings: 0 };
  const reject = (target: TargetField | null, code: RowCode): BuiltRecord => ({
    rejection: { line: row.number, column: target && (columns.of(target)[0]?.name ?? null), code, cells: row.cells },
  });
  const externalId = standardiseExternalId(columns.cell(row, 'EXTERNAL_ID'));
  if (externalId.state === 'invalid') return reject('EXTERNAL_ID', externalId.rule);
  if (externalId.state === 'ok' && externalId.value.length > LONGEST_ID) return reject('EXTERNAL_ID', 'TEXT_TOO_LONG');
  const typedNumber = standardiseText(columns.cell(row, 'CUSTOMER_NUMBER'), { max: 40 });
  if (typedNumber.state === 'invalid') return reject('CUSTOMER_NUMBER', typedNumber.rule);
  const number = valueOf(typedNumber);

  const kind = kindOf(row, columns, plan);
  const document = readDocument(row, reading, kind, tally);
  const isNobody =
    externalId.state === 'empty' &&
    number === undefined &&
    !document.fields.NAME &&
    !document.contactPoints &&
    !document.identifiers;
  if (isNobody) return reject(columns.has('NAME') ? 'NAME' : null, 'REQUIRED');
  return {
    record: {
      line: row.number,
      ...(number === undefined ? {} : { number }),
      ...(externalId.state === 'ok' ? { externalId: externalId.value } : {}),
      document,
    },
    kind,
    warnings: tally.warnings,
  };
}

function kindOf(row: FileRow, columns: Columns, plan: RowPlan): Kind | undefined {
  if (plan.rowShape === 'PERSON') return 'PERSON';
  if (plan.rowShape === 'ORGANISATION') return 'ORGANISATION';
  if (plan.rowShape === 'AUTO') return kindOfRow(row, columns);
  // Lists of companies hold private customers as well: a contact person without a company is the customer.
  return isFiller(columns.cell(row, 'NAME')) && !isFiller(columns.cell(row, 'CONTACT_NAME'))
    ? 'PERSON'
    : 'ORGANISATION';
}

function readDocument(
  row: FileRow,
  { plan, columns, readAddress }: Reading,
  kind: Kind | undefined,
  tally: Tally,
): SourceDocument {
  const fields: Partial<Record<SingleField, SingleFact>> = {};
  const isOrganisation = kind === 'ORGANISATION';
  const ownName = isFiller(columns.cell(row, 'NAME')) ? columns.cell(row, 'CONTACT_NAME') : '';
  if (kind) fields.KIND = { value: kind };
  if (!isOrganisation) readPersonFields(row, columns, plan, fields, tally);
  if (isOrganisation) readOrganisationName(columns.cell(row, 'NAME'), fields, tally);
  else if (ownName !== '') readPersonName({ ...row, cells: [ownName] }, NAME_ALONE, fields, tally);
  else readPersonName(row, columns, fields, tally);
  readCommonFields(row, columns, plan, fields, tally);

  const holder = isOrganisation ? readHolder(row, columns) : {};
  const contactPoints = readContactPoints(row, columns, plan.phoneRegion, holder, tally);
  const { identifiers, residentId } = readIdentifiers(row, columns, kind, plan.today, tally);
  if (residentId && !fields.BIRTH_DATE) fields.BIRTH_DATE = { value: residentId.birthDate, raw: residentId.number };
  if (residentId && !fields.GENDER) fields.GENDER = { value: residentId.gender, raw: residentId.number };
  const addresses = readAddress(row, tally);
  const tags = readTags(row, columns);
  const other = plan.kind === 'PURCHASES' ? {} : readOther(row, columns, kind, holder);
  return {
    fields,
    ...(contactPoints.length > 0 ? { contactPoints } : {}),
    ...(addresses.length > 0 ? { addresses } : {}),
    ...(identifiers.length > 0 ? { identifiers } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(Object.keys(other).length > 0 ? { other } : {}),
  };
}

const NAME_ALONE = columnsOf([{ column: 'name', index: 0, target: 'NAME', options: {} }]);

/** The contact person of an organisation. */
function readHolder(row: FileRow, columns: Columns): Holder {
  const name = valueOf(standardisePersonName(columns.cell(row, 'CONTACT_NAME')));
  const title = valueOf(standardiseText(columns.cell(row, 'CONTACT_TITLE'), { max: 100 })) ?? name?.title;
  return {
    ...(name ? { holderName: name.full.slice(0, 200) } : {}),
    ...(title === undefined ? {} : { holderTitle: title }),
  };
}

/** Columns that are mapped to nothing, or to what this customer cannot have, under their own names. */
function readOther(row: FileRow, columns: Columns, kind: Kind | undefined, holder: Holder): Record<string, string> {
  const other: Record<string, string> = {};
  const keep = (target: TargetField) => {
    for (const { name, index } of columns.of(target)) {
      const cell = row.cells[index] ?? '';
      if (!isFiller(cell)) other[name] = cell.slice(0, LONGEST_OTHER);
    }
  };
  keep('OTHER_DATA');
  keep('CREATED_AT');
  if (kind === 'ORGANISATION') PERSONS_ONLY.forEach(keep);
  if (kind === 'PERSON')
    ORGANISATIONS_ONLY.filter((target) => target !== 'CONTACT_NAME' || !isFiller(columns.cell(row, 'NAME'))).forEach(
      keep,
    );
  // A contact person whom no contact point names would be lost.
  if (kind === 'ORGANISATION' && holder.holderName !== undefined && !hasReach(row, columns)) {
    keep('CONTACT_NAME');
    keep('CONTACT_TITLE');
  }
  return other;
}

function hasReach(row: FileRow, columns: Columns): boolean {
  return (['MOBILE', 'PHONE', 'HOME_PHONE', 'EMAIL', 'WECHAT', 'OTHER_CONTACT'] as const).some((target) =>
    columns.of(target).some(({ index }) => !isFiller(row.cells[index] ?? '')),
  );
}

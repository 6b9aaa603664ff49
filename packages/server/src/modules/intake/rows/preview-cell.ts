import {
  currencyOf,
  standardiseExternalId,
  standardiseMoney,
  standardiseNumber,
  standardiseText,
  standardiseTimestamp,
  type Standardised,
} from '@dossier/shared/standardise';
import type { SingleField, SourceDocument } from '@dossier/shared/facts';
import type { ColumnMapping, TargetField } from '../mapping/target-field.ts';
import { documentReader } from './build-record.ts';
import type { FileRow, RowPlan } from './plan.ts';
import type { Kind } from './read-names.ts';
import { readStatus } from './read-status.ts';

/** One cell as it came and as it would be kept. */
export interface PreviewedCell {
  readonly raw: string;
  readonly value: string | null;
  readonly state: 'OK' | 'EMPTY' | 'INVALID' | 'WARNING';
  /** Rule code. */
  readonly problem: string | null;
}

/** A column alone: the field its value lands in. */
const LANDS_IN: Readonly<Partial<Record<TargetField, SingleField>>> = {
  NAME: 'NAME',
  FAMILY_NAME: 'FAMILY_NAME',
  GIVEN_NAME: 'GIVEN_NAME',
  GENDER: 'GENDER',
  BIRTH_DATE: 'BIRTH_DATE',
  EMPLOYER: 'EMPLOYER',
  JOB_TITLE: 'JOB_TITLE',
  INDUSTRY: 'INDUSTRY',
  SIZE: 'SIZE',
  NOTE: 'NOTE',
  STAGE: 'STAGE',
  GRADE: 'GRADE',
};

/** Makes the function that shows what a column does to one cell; it is the import's own reading of that column alone. */
export function cellPreviewer(plan: RowPlan, entry: ColumnMapping): (row: FileRow, kind: Kind) => PreviewedCell {
  const read = documentReader({ ...plan, kind: 'CUSTOMERS', mapping: [entry] });
  return (row, kind) => {
    const raw = row.cells[entry.index] ?? '';
    const plain = readPlain(raw, entry, plan);
    if (plain) return plain;
    return shown(raw, entry.target, read(row, kind));
  };
}

/** Ids, order fields and what is kept as it is. */
function readPlain(raw: string, { target, options }: ColumnMapping, plan: RowPlan): PreviewedCell | undefined {
  const order = options.dateOrder ? { order: options.dateOrder } : {};
  const decimal = options.decimalMark ? { decimalMark: options.decimalMark } : {};
  switch (target) {
    case 'IGNORE':
      return { raw, value: null, state: 'EMPTY', problem: null };
    case 'OTHER_DATA':
    case 'CREATED_AT':
    case 'CONTACT_NAME':
    case 'CONTACT_TITLE':
    case 'KIND':
    case 'CUSTOMER_NUMBER':
    case 'PRODUCT_NAME':
      return ofStandardised(raw, standardiseText(raw), String);
    case 'EXTERNAL_ID':
    case 'ORDER_NUMBER':
    case 'LINE_NUMBER':
    case 'PRODUCT_CODE':
      return ofStandardised(raw, standardiseExternalId(raw), String);
    case 'ORDER_TIME':
      return ofStandardised(raw, standardiseTimestamp(raw, { zone: plan.timeZone, ...order }), String);
    case 'ORDER_STATUS':
      return ofStandardised(raw, standardiseText(raw), (text) => readStatus(text) ?? text);
    case 'QUANTITY':
      return ofStandardised(raw, standardiseNumber(raw, decimal), String);
    case 'UNIT_PRICE':
    case 'AMOUNT':
      return ofStandardised(raw, standardiseMoney(raw, decimal), ({ amount, currency }) =>
        currency ? `${amount} ${currency}` : amount,
      );
    case 'CURRENCY':
      return ofStandardised(raw, standardiseText(raw), (text) => currencyOf(text) ?? text);
    default:
      return undefined;
  }
}

function ofStandardised<T>(raw: string, read: Standardised<T>, textOf: (value: T) => string): PreviewedCell {
  if (read.state === 'empty') return { raw, value: null, state: 'EMPTY', problem: null };
  if (read.state === 'invalid') return { raw, value: null, state: 'INVALID', problem: read.rule };
  const warning = read.warnings?.[0];
  return { raw, value: textOf(read.value), state: warning ? 'WARNING' : 'OK', problem: warning ?? null };
}

function shown(raw: string, target: TargetField, document: SourceDocument): PreviewedCell {
  const field = LANDS_IN[target];
  const fact = field && document.fields[field];
  if (fact) return cell(raw, fact.value, fact.problem, fact.value !== null);
  const listed = [...(document.contactPoints ?? []), ...(document.identifiers ?? [])];
  const [first] = listed;
  if (first) return cell(raw, listed.map(({ value }) => value).join(', '), first.problem, first.matchKey !== undefined);
  const [address] = document.addresses ?? [];
  if (address) {
    const { country, province, city, district, line, postalCode, problem } = address;
    const parts = [country, province, city === province ? undefined : city, district, line, postalCode];
    return cell(raw, parts.filter((part) => part !== undefined).join(' '), problem, true);
  }
  if (document.tags) return cell(raw, document.tags.join(', '), undefined, true);
  const other = Object.values(document.other ?? {});
  return other.length > 0
    ? cell(raw, other.join(', '), undefined, true)
    : { raw, value: null, state: 'EMPTY', problem: null };
}

function cell(raw: string, value: string | null, problem: string | undefined, isUsable: boolean): PreviewedCell {
  const state = problem === undefined ? 'OK' : isUsable ? 'WARNING' : 'INVALID';
  return { raw, value: isUsable ? value : null, state, problem: problem ?? null };
}

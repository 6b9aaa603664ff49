import type { ContactPointFact } from '@dossier/shared/facts';
import {
  guessNameKind,
  standardiseEmails,
  standardisePersonName,
  standardisePhones,
  standardiseText,
  valueOf,
  type PhoneNumber,
} from '@dossier/shared/standardise';
import type { TargetField } from '../mapping/target-field.ts';
import { rawUnless, type Tally } from './facts.ts';
import type { Columns, FileRow, MappedColumn } from './plan.ts';

const LONGEST = 200;
const LONGEST_KEY = 190;
const PHONES = ['MOBILE', 'PHONE', 'WORK_PHONE', 'HOME_PHONE', 'FAX'] as const;
const LABELS: Readonly<Partial<Record<TargetField, ContactPointFact['label']>>> = {
  MOBILE: 'MOBILE',
  WORK_PHONE: 'WORK',
  HOME_PHONE: 'HOME',
  FAX: 'FAX',
};
/** Headers that name no particular network: the value speaks for itself. */
const NO_NETWORK = /联系|contact/i;

/** Who answers at an organisation's contact points. */
export interface Holder {
  readonly holderName?: string;
  readonly holderTitle?: string;
}

/** All ways to reach the customer of a row, in the order of the fields; equal ones once. */
export function readContactPoints(
  row: FileRow,
  columns: Columns,
  region: string,
  holder: Holder,
  tally: Tally,
): ContactPointFact[] {
  const found: ContactPointFact[] = [];
  for (const target of PHONES) {
    for (const column of columns.of(target)) {
      const own = target === 'WORK_PHONE' || target === 'FAX' ? {} : holder;
      found.push(...readPhones(row.cells[column.index] ?? '', column, LABELS[target], region, own, tally));
    }
  }
  for (const column of columns.of('EMAIL')) found.push(...readEmails(row.cells[column.index] ?? '', holder, tally));
  for (const column of columns.of('WECHAT')) found.push(...readWord(row, column, 'WECHAT', holder, tally));
  for (const column of columns.of('OTHER_CONTACT')) found.push(...readWord(row, column, 'OTHER', holder, tally));
  return found.length > 1 ? withoutRepeats(found) : found;
}

function readPhones(
  cell: string,
  column: MappedColumn,
  label: ContactPointFact['label'],
  region: string,
  holder: Holder,
  tally: Tally,
): ContactPointFact[] {
  if (cell === '') return [];
  const read = standardisePhones(cell, { region: column.options.phoneRegion ?? region });
  if (read.state === 'empty') return [];
  if (read.state === 'invalid')
    return [unread('PHONE', cell, read.rule, { ...(label ? { label } : {}), ...holder }, tally)];
  const problem = read.warnings?.[0];
  if (problem) tally.warnings++;
  return read.value.map((phone, index) => {
    const value = phone.extension === undefined ? phone.e164 : `${phone.e164};ext=${phone.extension}`;
    const shown = label === undefined || label === 'MOBILE' ? labelOf(phone, label) : label;
    return {
      type: 'PHONE',
      ...(shown ? { label: shown } : {}),
      value,
      matchKey: value,
      ...rawUnless(cell, value),
      ...holder,
      ...holderIn(phone),
      ...(problem && index === 0 ? { problem } : {}),
    };
  });
}

/** A landline in a column of mobiles is no mobile. */
function labelOf(phone: PhoneNumber, told: ContactPointFact['label']): ContactPointFact['label'] {
  if (phone.type === 'MOBILE') return 'MOBILE';
  return told === 'MOBILE' && phone.type === 'FIXED_LINE' ? 'WORK' : told;
}

/** 13800138000（王经理）: the remark names whose number it is. */
function holderIn(phone: PhoneNumber): Holder {
  if (phone.note === undefined) return {};
  const { kind, sure } = guessNameKind(phone.note);
  if (kind !== 'PERSON' || !sure) return {};
  const name = valueOf(standardisePersonName(phone.note));
  return name ? { holderName: name.full, ...(name.title === undefined ? {} : { holderTitle: name.title }) } : {};
}

function readEmails(cell: string, holder: Holder, tally: Tally): ContactPointFact[] {
  if (cell === '') return [];
  const read = standardiseEmails(cell);
  if (read.state === 'empty') return [];
  if (read.state === 'invalid') return [unread('EMAIL', cell, read.rule, holder, tally)];
  const problem = read.warnings?.[0];
  if (problem) tally.warnings++;
  return read.value.map(({ address, comparable }, index) =>
    address.length > LONGEST_KEY
      ? unread('EMAIL', cell, 'TEXT_TOO_LONG', holder, tally)
      : {
          type: 'EMAIL',
          value: address,
          matchKey: comparable,
          ...rawUnless(cell, address),
          ...holder,
          ...(problem && index === 0 ? { problem } : {}),
        },
  );
}

function readWord(
  row: FileRow,
  column: MappedColumn,
  type: 'WECHAT' | 'OTHER',
  holder: Holder,
  tally: Tally,
): ContactPointFact[] {
  const cell = row.cells[column.index] ?? '';
  const read = standardiseText(cell, { max: LONGEST_KEY - column.name.length });
  if (read.state === 'empty') return [];
  if (read.state === 'invalid') return [unread(type, cell, read.rule, holder, tally)];
  const value = type === 'WECHAT' || NO_NETWORK.test(column.name) ? read.value : `${column.name}: ${read.value}`;
  return [{ type, value, matchKey: value.toLowerCase(), ...rawUnless(cell, value), ...holder }];
}

/** Kept as it came, flagged, without a key: it is shown, and equals nothing. */
function unread(
  type: ContactPointFact['type'],
  cell: string,
  problem: string,
  more: Partial<ContactPointFact>,
  tally: Tally,
): ContactPointFact {
  tally.warnings++;
  const value = cell.trim();
  return { type, ...more, value: value.slice(0, LONGEST), ...rawUnless(cell, value.slice(0, LONGEST)), problem };
}

function withoutRepeats(points: readonly ContactPointFact[]): ContactPointFact[] {
  const seen = new Set<string>();
  return points.filter(({ type, matchKey, value }) => {
    const key = `${type}|${matchKey ?? value}`;
    return !seen.has(key) && seen.add(key);
  });
}

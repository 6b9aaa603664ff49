import type { AddressFact } from '@dossier/shared/facts';
import { isFiller, standardiseAddress } from '@dossier/shared/standardise';
import type { TargetField } from '../mapping/target-field.ts';
import type { Tally } from './facts.ts';
import type { Columns, FileRow } from './plan.ts';

const PLACES = ['COUNTRY', 'PROVINCE', 'CITY', 'DISTRICT', 'ADDRESS_LINE', 'ADDRESS', 'POSTAL_CODE'] as const;
/** Places without a street that are remembered: files name the same ones again and again. */
const MOST_PLACES = 10_000;

/** Makes the function that reads the address of a row, from one column or several. */
export function addressReader(
  columns: Columns,
  region: string,
): (row: FileRow, tally: Tally) => readonly AddressFact[] {
  if (!PLACES.some((target) => columns.has(target))) return () => [];
  const known = new Map<string, { readonly facts: readonly AddressFact[]; readonly warnings: number }>();
  return (row, tally) => {
    const hasStreet = columns.cell(row, 'ADDRESS_LINE') !== '' || columns.cell(row, 'ADDRESS') !== '';
    if (hasStreet) return readAddress(row, columns, region, tally);
    const places = PLACES.map((target) => columns.cell(row, target)).join('\0');
    let read = known.get(places);
    if (!read) {
      const flagged = { ...tally, warnings: 0 };
      read = { facts: readAddress(row, columns, region, flagged), warnings: flagged.warnings };
      if (known.size === MOST_PLACES) known.clear();
      known.set(places, read);
    }
    tally.warnings += read.warnings;
    return read.facts;
  };
}

function readAddress(row: FileRow, columns: Columns, region: string, tally: Tally): AddressFact[] {
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

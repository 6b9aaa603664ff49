import { type NumberPattern, readNumber } from '@dossier/shared/customer-number';
import { isFiller } from '@dossier/shared/standardise';
import { doubtAmounts } from './doubt-amounts.ts';
import { fitOf, roleOfValues } from './fit-values.ts';
import { inferOptions } from './infer-options.ts';
import { recogniseHeader, recogniseKind, type RecognisedHeader } from './recognise-header.ts';
import { type ColumnRole, resolveRoles } from './resolve-roles.ts';
import {
  type ColumnMapping,
  type ImportKind,
  type MappingReason,
  REPEATABLE,
  type RowShape,
  type TargetField,
} from './target-field.ts';
import { profileValues, type ValueProfile } from './value-profile.ts';

/** What a file seems to hold and what each of its columns seems to mean. */
export interface SuggestedMapping {
  readonly kind: ImportKind;
  readonly rowShape: RowShape;
  readonly mapping: readonly ColumnMapping[];
}

/** What the suggestion is made from. */
export interface MappingEvidence {
  readonly columns: readonly string[];
  /** Whether the file itself named its columns. */
  readonly hasHeader: boolean;
  /** The first rows, cells in the order of the columns. */
  readonly rows: readonly (readonly string[])[];
  readonly phoneRegion: string;
  /** Patterns of this installation's customer numbers: a number of another system is that system's key. */
  readonly numberPatterns?: readonly NumberPattern[];
  /** Given by a person; otherwise recognised. */
  readonly kind?: ImportKind;
}

const MOSTLY = 0.6;
const DOUBTED = 0.35;
const MISFIT = 0.3;
const NOTHING_KNOWN: RecognisedHeader = { role: 'OTHER_DATA', confidence: 0, reason: 'UNKNOWN' };

/** Suggests the mapping of a file from its headers and values. Columns that nothing speaks for become other data. */
export function suggestMapping(evidence: MappingEvidence): SuggestedMapping {
  const kind = evidence.kind ?? recogniseKind(evidence.columns);
  const cellsOf = evidence.columns.map((_, index) => evidence.rows.map((row) => row[index] ?? ''));
  const profiles = cellsOf.map((cells) => profileValues(cells, evidence.phoneRegion));
  const recognised = evidence.columns.map((column, index) =>
    ownNumberOrKey(
      recogniseColumn(evidence.hasHeader ? column : '', profiles[index], kind),
      cellsOf[index] ?? [],
      evidence.numberPatterns,
    ),
  );
  const roles = recognised.flatMap(({ role }, index): ColumnRole[] => {
    const profile = profiles[index];
    return profile ? [{ index, role, profile }] : [];
  });
  const { rowShape, targets } = resolveRoles(firstOfEachRole(roles, recognised), kind);
  const mapping = evidence.columns.map((column, index): ColumnMapping => {
    const { confidence, reason } = recognised[index] ?? NOTHING_KNOWN;
    const target = targets.get(index) ?? 'OTHER_DATA';
    const options = inferOptions(target, cellsOf[index] ?? []);
    return { column, index, target, options, confidence: round(confidence), reason };
  });
  return { kind, rowShape, mapping: doubtAmounts(withoutRivals(mapping), evidence.rows) };
}

/** The header's word, doubted when the values do not fit it, or what the values themselves say. */
function recogniseColumn(column: string, profile: ValueProfile | undefined, kind: ImportKind): RecognisedHeader {
  const byHeader = column === '' ? undefined : recogniseHeader(column, kind);
  const byValues = profile && roleOfValues(profile);
  if (!byHeader) return byValues ? { ...byValues, reason: 'VALUES' } : NOTHING_KNOWN;
  // Buyers by name, not by key.
  if (
    byHeader.role === 'EXTERNAL_ID' &&
    profile &&
    profile.filled > 0 &&
    profile.person + profile.organisation >= MOSTLY
  )
    return { role: 'ANY_NAME', confidence: 0.7, reason: 'VALUES' };
  const fit = profile && fitOf(byHeader.role, profile);
  if (fit === undefined || fit >= MISFIT) return byHeader;
  // 联系方式 over e-mail addresses: the values decide. Else the header stays, in doubt.
  if (byValues && fit < 0.1) return { ...byValues, reason: 'VALUES' };
  return { role: byHeader.role, confidence: DOUBTED, reason: 'HEADER_DOUBTED' };
}

/** A customer number that is none of ours is the source's own key, however the column is called. */
function ownNumberOrKey(
  found: RecognisedHeader,
  cells: readonly string[],
  patterns: readonly NumberPattern[] | undefined,
): RecognisedHeader {
  if (found.role !== 'CUSTOMER_NUMBER' || !patterns) return found;
  const filled = cells.filter((cell) => !isFiller(cell));
  const own = filled.filter((cell) => {
    const read = readNumber(patterns, cell);
    return read.numbers.length > 0 || read.isMistyped;
  });
  if (own.length >= filled.length * MOSTLY) return found;
  return { role: 'EXTERNAL_ID', confidence: 0.7, reason: 'VALUES' };
}

/** Of several columns in one ambiguous role the most certain settles the context; all columns keep their place. */
function firstOfEachRole(roles: readonly ColumnRole[], recognised: readonly RecognisedHeader[]): ColumnRole[] {
  const certainty = (column: ColumnRole) => recognised[column.index]?.confidence ?? 0;
  return roles.toSorted((a, b) => certainty(b) - certainty(a) || a.index - b.index);
}

/** A field that takes one column keeps the most certain; the others become other data. */
function withoutRivals(mapping: readonly ColumnMapping[]): ColumnMapping[] {
  const winner = new Map<TargetField, ColumnMapping>();
  for (const entry of mapping) {
    const best = winner.get(entry.target);
    if (!best || (entry.confidence ?? 0) > (best.confidence ?? 0)) winner.set(entry.target, entry);
  }
  const taken: MappingReason = 'TAKEN';
  return mapping.map((entry) =>
    REPEATABLE.has(entry.target) || winner.get(entry.target) === entry
      ? entry
      : { ...entry, target: 'OTHER_DATA', options: {}, confidence: 0.5, reason: taken },
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

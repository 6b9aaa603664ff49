import { InvalidArgumentError, Option } from 'commander';
import { IMPORT_KINDS, IMPORT_MODES, isTargetField, ROW_SHAPES, TARGET_FIELDS } from '../../modules/intake/index.ts';
import type {
  ImportKind,
  ImportMode,
  MappingInput,
  RowShape,
  SetupInput,
  TargetField,
} from '../../modules/intake/index.ts';
import type { Command } from 'commander';

/** The options of `dossier import <file>`. */
export interface ImportOptions {
  readonly kind?: ImportKind;
  readonly source: string;
  readonly template?: string;
  readonly again?: boolean;
  readonly dryRun?: boolean;
  readonly mode?: ImportMode;
  readonly shape?: RowShape;
  readonly map?: readonly ColumnMeaning[];
  readonly key?: readonly (readonly TargetField[])[];
  readonly keys: boolean;
  readonly region?: string;
  readonly timeZone?: string;
  readonly currency?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly quote?: string;
  readonly sheet?: string;
  readonly headerRow?: number;
  readonly header: boolean;
  readonly firstRow?: number;
  readonly lastRow?: number;
  readonly shortRows?: string;
  readonly rejected?: string;
  readonly saveTemplate?: string;
}

/** `列=TARGET` on the command line. */
export interface ColumnMeaning {
  readonly column: string;
  readonly target: TargetField;
}

/** Adds the options to the command. */
export function addImportOptions(command: Command): Command {
  return command
    .requiredOption('--source <code>', 'where the data comes from; a new code makes a new source')
    .addOption(choice('--kind <kind>', 'what the rows tell of; recognised when left out', IMPORT_KINDS))
    .addOption(choice('--mode <mode>', 'whether customers are created, updated or both', IMPORT_MODES))
    .addOption(choice('--shape <shape>', 'what a row of customers is about', ROW_SHAPES))
    .option('--map <column=TARGET>', 'what a column means (again for each column)', collect(meaningOf))
    .option('--key <FIELD+FIELD>', 'exact key that recognises known customers (again for each key)', collect(keyOf))
    .option('--no-keys', 'recognise by customer number and external id only')
    .option('--template <name>', 'a saved mapping')
    .option('--save-template <name>', 'save this mapping under a name')
    .option('--again', 'import although the same file was imported before')
    .option('--dry-run', 'count what would happen, write nothing')
    .option('--rejected <path>', 'write rejected rows with their reasons to this file')
    .option('--region <code>', 'region of phone numbers without one, for example CN')
    .option('--time-zone <zone>', 'IANA zone of times without an offset')
    .option('--currency <code>', 'ISO 4217 currency of amounts that name none')
    .option('--encoding <name>', 'encoding of the text, for example utf-8, gb18030, big5')
    .option('--delimiter <text>', 'what separates cells: a character, or tab, comma, semicolon, pipe')
    .option('--quote <mark>', 'what quotes cells: ", \' or nothing')
    .option('--sheet <name>', 'sheet of a workbook')
    .option('--header-row <row>', 'line or row of the column names', rowOf)
    .option('--no-header', 'the file does not name its columns')
    .option('--first-row <row>', 'first line or row with data', rowOf)
    .option('--last-row <row>', 'last line or row with data', rowOf)
    .addOption(new Option('--short-rows <how>', 'rows with too few cells').choices(['pad', 'reject']));
}

/** What the options say, in the terms of an import. */
export function setupOf(options: ImportOptions, templateId: number | undefined): SetupInput {
  const { encoding, delimiter, quote, sheet, headerRow, firstRow, lastRow, shortRows } = options;
  return {
    fileSettings: {
      encoding,
      delimiter,
      quote,
      sheet,
      headerRow,
      firstRow,
      lastRow,
      shortRows,
      noHeader: !options.header,
    },
    kind: options.kind,
    mode: options.mode,
    rowShape: options.shape,
    keys: options.keys ? options.key : [],
    phoneRegion: options.region,
    timeZone: options.timeZone,
    currency: options.currency,
    templateId,
  };
}

/** The whole mapping with what the command line says about some of its columns. Unknown columns are kept to be refused. */
export function withMeanings(mapping: readonly MappingInput[], meanings: readonly ColumnMeaning[]): MappingInput[] {
  const told = new Map(meanings.map(({ column, target }) => [column, target]));
  const unknown = meanings.filter(({ column }) => !mapping.some((entry) => entry.column === column));
  return [
    ...mapping.map((entry) => {
      const target = told.get(entry.column);
      return target === undefined ? entry : { ...entry, target, options: [] };
    }),
    ...unknown.map(({ column, target }) => ({ column, target, index: mapping.length })),
  ];
}

function choice(flags: string, description: string, codes: readonly string[]): Option {
  return new Option(flags, `${description} (${codes.map((code) => code.toLowerCase()).join(', ')})`).argParser(
    (value) => {
      const code = codes.find((one) => one === value.toUpperCase().replaceAll('-', '_'));
      if (code === undefined)
        throw new InvalidArgumentError(`one of ${codes.map((one) => one.toLowerCase()).join(', ')}`);
      return code;
    },
  );
}

/** Reads a file of meanings: lines `column=FIELD`, or one JSON object of them. */
export function meaningsOf(text: string): ColumnMeaning[] {
  if (text.trimStart().startsWith('{')) {
    // Whatever it holds is checked as text right after.
    const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return entries.map(([column, target]) => ({ column, target: targetOf(String(target)) }));
  }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map(meaningOf);
}

function collect<T>(read: (value: string) => T): (value: string, previous: readonly T[] | undefined) => T[] {
  return (value, previous) => [...(previous ?? []), read(value)];
}

function meaningOf(value: string): ColumnMeaning {
  const at = value.lastIndexOf('=');
  return { column: value.slice(0, at), target: targetOf(value.slice(at + 1)) };
}

function keyOf(value: string): TargetField[] {
  return value.split('+').map(targetOf);
}

function targetOf(value: string): TargetField {
  const code = value.trim().toUpperCase();
  if (!isTargetField(code))
    throw new InvalidArgumentError(`${value} is not a field; the fields are ${TARGET_FIELDS.join(', ')}`);
  return code;
}

function rowOf(value: string): number {
  const row = Number(value);
  if (!Number.isInteger(row) || row < 1) throw new InvalidArgumentError('a whole number from 1');
  return row;
}

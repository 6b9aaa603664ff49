import type { StoredBytes } from '../../../../platform/files/stored-bytes.ts';
import { FileRefused } from '../refusal.ts';
import { loadNumberFormats, type NumberFormat } from './number-formats.ts';
import { readAllXml } from './read-xml.ts';
import { loadSharedStrings, type SharedStrings } from './shared-strings.ts';
import { openZipPackage, type ZipPackage } from './zip-package.ts';

/** A sheet as the workbook lists it. */
export interface SheetEntry {
  name: string;
  hidden: boolean;
  part: string;
}

/** An opened workbook. */
export interface Workbook {
  sheets: SheetEntry[];
  /** Name of the sheet that was shown when the workbook was saved. */
  activeSheet: string | undefined;
  date1904: boolean;
  formats: NumberFormat[];
  pack: ZipPackage;
  /** Reads the shared strings, up to number `last` when given. */
  sharedStrings(last?: number): Promise<SharedStrings>;
  close(): void;
}

const NO_STRINGS: SharedStrings = { get: () => undefined };

/**
 * Opens an XLSX workbook: its sheets, date system and number formats. External links, macros and formulas are never
 * followed. Refuses other zip archives with a code that names what they are.
 */
export async function openWorkbook(file: StoredBytes): Promise<Workbook> {
  const pack = await openZipPackage(file);
  try {
    return await describe(pack);
  } catch (error) {
    pack.close();
    throw error;
  }
}

async function describe(pack: ZipPackage): Promise<Workbook> {
  refuseOthers(pack);
  const main = pack.has('xl/workbook.xml') ? 'xl/workbook.xml' : await findMainPart(pack);
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const relations = await readRelations(pack, `${folder}_rels/${main.slice(folder.length)}.rels`, folder);
  const sheets: SheetEntry[] = [];
  let date1904 = false;
  let activeTab = 0;
  const tabs: (string | undefined)[] = [];
  await readAllXml(await pack.openPart(main), {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      if (name === 'workbookView') activeTab = Number(attributes['activeTab'] ?? 0);
      if (name !== 'sheet') return;
      tabs.push(attributes['name']);
      const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key) && key !== 'id')?.[1];
      const relation = relations.find((relation) => relation.id === id);
      if (relation === undefined || !relation.type.endsWith('/worksheet') || !pack.has(relation.target)) return;
      const hidden = (attributes['state'] ?? 'visible') !== 'visible';
      sheets.push({ name: attributes['name'] ?? '', hidden, part: relation.target });
    },
    text() {},
    close() {},
  });
  if (sheets.length === 0) throw new FileRefused('WORKBOOK_DAMAGED', 'no sheets');
  const styles = relations.find(({ type }) => type.endsWith('/styles'))?.target;
  const strings = relations.find(({ type }) => type.endsWith('/sharedStrings'))?.target;
  return {
    sheets,
    activeSheet: tabs[activeTab],
    date1904,
    formats: styles !== undefined && pack.has(styles) ? await loadNumberFormats(await pack.openPart(styles)) : [],
    pack,
    async sharedStrings(last) {
      if (strings === undefined || !pack.has(strings)) return NO_STRINGS;
      return loadSharedStrings(await pack.openPart(strings), last);
    },
    close: () => pack.close(),
  };
}

function refuseOthers(pack: ZipPackage): void {
  if (pack.has('xl/workbook.bin')) throw new FileRefused('BINARY_WORKBOOK');
  if (pack.has('mimetype') && pack.has('content.xml')) throw new FileRefused('OPEN_DOCUMENT');
  if (pack.has('word/document.xml') || pack.has('ppt/presentation.xml')) throw new FileRefused('OFFICE_DOCUMENT');
  if (!pack.has('[Content_Types].xml')) {
    throw new FileRefused(pack.has('xl/workbook.xml') ? 'WORKBOOK_DAMAGED' : 'ZIP_ARCHIVE');
  }
}

interface Relation {
  id: string;
  type: string;
  target: string;
}

async function findMainPart(pack: ZipPackage): Promise<string> {
  const relations = await readRelations(pack, '_rels/.rels', '');
  const main = relations.find(({ type }) => type.endsWith('/officeDocument'))?.target;
  if (main === undefined || !pack.has(main)) throw new FileRefused('ZIP_ARCHIVE');
  return main;
}

async function readRelations(pack: ZipPackage, part: string, folder: string): Promise<Relation[]> {
  const relations: Relation[] = [];
  if (!pack.has(part)) throw new FileRefused('WORKBOOK_DAMAGED', `no part ${part}`);
  await readAllXml(await pack.openPart(part), {
    open(name, { Id = '', Type = '', Target = '', TargetMode = '' }) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      relations.push({ id: Id, type: Type, target: resolvePart(Target, folder) });
    },
    text() {},
    close() {},
  });
  return relations;
}

function resolvePart(target: string, folder: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps = (folder + target).split('/');
  const path: string[] = [];
  for (const step of steps) {
    if (step === '..') path.pop();
    else if (step !== '.') path.push(step);
  }
  return path.join('/');
}

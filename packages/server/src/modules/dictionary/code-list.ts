import {
  CUSTOMER_GRADES,
  INDUSTRIES,
  LIFE_CYCLE_STAGES,
  ORGANISATION_SIZES,
  type CodeList as SharedList,
} from '@dossier/shared/customer';
import type { Ctx } from '../../platform/context/context.ts';
import { briefMemory } from '../../platform/database/brief-memory.ts';
import { bulkInsert } from '../../platform/database/bulk-insert.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Queryable } from '../../platform/database/tables.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { recordAudit } from '../audit/index.ts';

const LONGEST_LABEL = 80;
const MOST_ENTRIES = 500;
const CODE = /^[A-Z0-9][A-Z0-9_-]{0,39}$/;

// The lists that an installation may adapt, as the program ships them.
const SHIPPED: Readonly<Record<string, SharedList<string>>> = {
  stage: LIFE_CYCLE_STAGES,
  grade: CUSTOMER_GRADES,
  industry: INDUSTRIES,
  size: ORGANISATION_SIZES,
};

/** One entry of a code list. */
export interface CodeEntryRecord {
  readonly code: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly position: number;
  readonly retired: boolean;
  readonly isBuiltIn: boolean;
}

/** A code list, in order. */
export interface CodeListRecord {
  readonly name: string;
  readonly entries: readonly CodeEntryRecord[];
}

/** An entry as an administrator gives it. */
export interface CodeEntryInput {
  readonly code: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly position?: number | null;
  readonly retired?: boolean | null;
}

/** The code lists with these names, or all: what ships with the program under what the installation changed. */
export async function readCodeLists(db: Queryable, names?: readonly string[]): Promise<readonly CodeListRecord[]> {
  const wanted = Object.keys(SHIPPED).filter((name) => !names || names.includes(name));
  if (wanted.length === 0) return [];
  const rows = await db.selectFrom('code_entry').selectAll().where('list', 'in', wanted).execute();
  return wanted.map((name) => {
    const entries = new Map(shippedEntries(name).map((entry) => [entry.code, entry]));
    for (const row of rows.filter(({ list }) => list === name)) {
      entries.set(row.code, {
        code: row.code,
        labelZh: row.label_zh,
        labelEn: row.label_en,
        position: row.position,
        retired: row.retired === 1,
        isBuiltIn: entries.get(row.code)?.isBuiltIn ?? false,
      });
    }
    return { name, entries: [...entries.values()].toSorted((a, b) => a.position - b.position) };
  });
}

const KEPT_MS = 2_000;
const inUse = briefMemory(KEPT_MS, async ({ read }) => {
  const lists = await readCodeLists(read);
  const codes = (entries: readonly CodeEntryRecord[]) =>
    entries.filter(({ retired }) => !retired).map(({ code }) => code);
  return new Map(lists.map(({ name, entries }) => [name, new Set(codes(entries))]));
});

/** The codes of each list that may be given now; what another process changed is seen within two seconds. */
export async function codesInUse(db: Database): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  return await inUse.read(db);
}

/**
 * Replaces a list. Shipped codes stay (they may be renamed, moved, retired); own codes that are left out go, records that
 * hold them keep showing the bare code. Refuses NOT_FOUND, INVALID, DUPLICATE, REQUIRED, TOO_LONG, TOO_MANY, IN_USE.
 */
export async function updateCodeList(
  ctx: Ctx,
  name: string,
  entries: readonly CodeEntryInput[],
): Promise<CodeListRecord> {
  if (!SHIPPED[name]) refuse('NOT_FOUND', ['name']);
  checkEntries(entries);
  const codes = new Set(entries.map(({ code }) => code));
  const missing = shippedEntries(name).find(({ code }) => !codes.has(code));
  if (missing) refuse('IN_USE', ['entries']);
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    await trx.deleteFrom('code_entry').where('list', '=', name).execute();
    await bulkInsert(
      trx,
      'code_entry',
      ['list', 'code', 'label_zh', 'label_en', 'position', 'retired', 'is_built_in'],
      entries.map((entry, index) => [
        name,
        entry.code,
        entry.labelZh.trim(),
        entry.labelEn.trim(),
        entry.position ?? index,
        entry.retired ? 1 : 0,
        shippedEntries(name).some(({ code }) => code === entry.code) ? 1 : 0,
      ]),
    );
    await recordAudit(trx, ctx, { action: 'codeList.updated', objectType: 'codeList', fields: [name] });
  });
  inUse.forget(ctx.db);
  const [list] = await readCodeLists(ctx.db.read, [name]);
  return list ?? refuse('NOT_FOUND', ['name']);
}

function shippedEntries(name: string): readonly CodeEntryRecord[] {
  return (SHIPPED[name]?.items ?? []).map(({ code, label }, position) => ({
    code,
    labelZh: label['zh-CN'],
    labelEn: label.en,
    position,
    retired: false,
    isBuiltIn: true,
  }));
}

function checkEntries(entries: readonly CodeEntryInput[]): void {
  if (entries.length > MOST_ENTRIES) refuse('TOO_MANY', ['entries'], { max: MOST_ENTRIES });
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const at = (field: string) => ['entries', String(index), field];
    if (!CODE.test(entry.code)) refuse('INVALID', at('code'));
    if (seen.has(entry.code)) refuse('DUPLICATE', at('code'));
    seen.add(entry.code);
    for (const field of ['labelZh', 'labelEn'] as const) {
      if (entry[field].trim() === '') refuse('REQUIRED', at(field));
      if (entry[field].length > LONGEST_LABEL) refuse('TOO_LONG', at(field), { max: LONGEST_LABEL });
    }
  }
}

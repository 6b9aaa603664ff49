import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { findImports } from '../run/import.repository.ts';
import { type Import, toImportType } from './import.type.ts';

/** Imports by key. */
export function importLoader(ctx: Ctx): DataLoader<number, Import | null> {
  return new DataLoader(async (keys) => {
    const imports = new Map((await findImports(ctx.db.read, keys)).map((record) => [record.id, record]));
    return keys.map((key) => {
      const record = imports.get(key);
      return record ? toImportType(record) : null;
    });
  });
}

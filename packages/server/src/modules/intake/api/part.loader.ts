import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { findFiles } from '../files/uploaded-file.repository.ts';
import { listTemplates } from '../mapping/template.repository.ts';
import type { UploadedFile } from './file.type.ts';
import { type ImportTemplate, toTemplateType } from './template.type.ts';
import { toFile } from './to-file.ts';

/** Files by key; every import has one. */
export function fileLoader(ctx: Ctx): DataLoader<number, UploadedFile> {
  return new DataLoader(async (keys) => {
    const files = await findFiles(ctx.db.read, keys);
    return keys.map((key) => {
      const row = files.get(key);
      return row ? toFile(row) : new Error('the file of an import is not there');
    });
  });
}

/** Templates by key. There are few, so any number of them costs one statement. */
export function templateLoader(ctx: Ctx): DataLoader<number, ImportTemplate | null> {
  return new DataLoader(async (keys) => {
    const templates = new Map((await listTemplates(ctx.db.read)).map((template) => [template.id, template]));
    return keys.map((key) => {
      const template = templates.get(key);
      return template ? toTemplateType(template, ctx) : null;
    });
  });
}

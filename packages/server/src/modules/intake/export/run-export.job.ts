import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { localTimeOf } from '@dossier/shared/standardise';
import type { Ctx } from '../../../platform/context/context.ts';
import { ensureOwnKey } from '../../../platform/crypto/key-store/own-key.ts';
import { keyedDigest } from '../../../platform/crypto/keyed-digest.ts';
import { writeSealedFile } from '../../../platform/crypto/sealed-file/sealing-stream.ts';
import { defineJob, JobFailed, type JobStep } from '../../../platform/jobs/define-job.ts';
import { recordAudit } from '../../audit/index.ts';
import type { RowUse } from '../../customer/index.ts';
import { journalRows, writeJournal } from '../../privacy/index.ts';
import { countSelected, type CustomerSelectionInput, selectedKeys } from '../../search/index.ts';
import {
  changeExport,
  classesOf,
  type ExportRecord,
  exportPath,
  findExport,
  selectionOf,
} from './export.repository.ts';
import { headOf, rowsOf } from './export-columns.ts';
import { releaseExport } from './release-export.ts';
import { csvOf } from './write-csv.ts';
import { xlsxOf } from './write-xlsx.ts';

const TELL_EVERY = 500;

/** What was written: bytes and SHA-256 of the content, not of the sealed file. */
interface WrittenExport {
  /** The customers in it. */
  readonly keys: readonly number[];
  readonly rows: number;
  readonly size: number;
  readonly sha256: string;
}

interface ExportJobPayload {
  readonly exportId: number;
}

/** Writes the file of an export, with the rights its maker has now. A killed one begins anew. */
export const exportRunJob = defineJob<ExportJobPayload>({
  kind: 'export.run',
  run: async (step, { exportId }) => {
    const { ctx } = step;
    const record = await findExport(ctx, ctx.db.read, exportId);
    if (!record || record.state === 'DONE' || record.state === 'CANCELLED') return;
    if (!ctx.actor.permissions.has('CUSTOMER_EXPORT')) throw new JobFailed('You may no longer export customers.');
    if (classesOf(record).some((dataClass) => ctx.actor.grants.reach(dataClass, 'EXPORT').length === 0))
      throw new JobFailed('You may not export some of these columns.');
    const use = { capability: 'EXPORT', classes: classesOf(record) } as const;
    const selection = await selectionOf(ctx, record);
    const total = await countSelected(ctx, selection, use);
    if (!(await releaseExport(step, record, selection, total))) return;
    const path = exportPath(ctx, exportId);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await finish(step, record, await write(step, record, { selection, use, total, path }));
  },
  interrupted: async (trx, ctx, { exportId }, how, problem) => {
    const state = how === 'PAUSED' ? 'QUEUED' : how;
    await changeExport(trx, ctx, exportId, { state, problem: problem ?? null, finished_at: ctx.now() });
  },
});

async function write(
  step: JobStep,
  record: ExportRecord,
  of: { selection: CustomerSelectionInput; use: RowUse; total: number; path: string },
): Promise<WrittenExport> {
  const { ctx } = step;
  const { selection, use, total, path } = of;
  await tell(step, record, 0, total);
  let rows = 0;
  const written: number[] = [];
  async function* batches() {
    let toldAt = ctx.now();
    for await (const keys of selectedKeys(ctx, selection, use)) {
      step.signal.throwIfAborted();
      const batch = await rowsOf(ctx, keys, record.fields);
      rows += batch.length;
      written.push(...keys);
      yield batch;
      if (ctx.now() - toldAt < TELL_EVERY) continue;
      toldAt = ctx.now();
      await tell(step, record, rows, total);
    }
  }
  const head = headOf(record.fields, record.locale);
  const digest = createHash('sha256');
  let size = 0;
  const bytes = record.format === 'CSV' ? csvOf(head, batches()) : xlsxOf(head, batches());
  async function* digested() {
    for await (const chunk of bytes) {
      digest.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  await writeSealedFile(path, digested(), { subjectId: record.id, key: await ensureOwnKey(ctx, record.id) });
  return { rows, keys: written, size, sha256: digest.digest('hex') };
}

async function tell(step: JobStep, record: ExportRecord, rows: number, total: number): Promise<void> {
  await step.commit(async (trx) => {
    await changeExport(trx, step.ctx, record.id, { state: 'RUNNING', row_count: rows, total_rows: total });
    return { progress: total === 0 ? 0 : rows / total };
  });
}

async function finish(step: JobStep, record: ExportRecord, written: WrittenExport): Promise<void> {
  const { ctx } = step;
  const fileName = await nameOf(ctx, record);
  const seen = await journalRows(ctx, {
    way: 'EXPORT',
    readerId: ctx.actor.userId,
    purpose: String(record.id),
    fieldSet: record.fields,
    customerKeys: written.keys,
    requestId: ctx.requestId,
  });
  await ctx.db.ids.ensure(1 + seen.length);
  await step.commit(async (trx) => {
    await changeExport(trx, ctx, record.id, {
      state: 'DONE',
      row_count: written.rows,
      total_rows: written.rows,
      file_name: fileName,
      file_size: written.size,
      finished_at: ctx.now(),
      problem: null,
    });
    await writeJournal(trx, ctx, seen);
    await recordAudit(trx, ctx, {
      action: 'export.finished',
      objectType: 'export',
      objectId: record.id,
      fields: record.fields,
      detail: { rows: written.rows, size: written.size, digest: keyedDigest(ctx.keys, 'file', written.sha256) },
    });
    return { progress: 1 };
  });
}

async function nameOf(ctx: Ctx, record: ExportRecord): Promise<string> {
  const { timeZone } = await ctx.settings();
  const at = localTimeOf(ctx.now(), timeZone).toISOString().slice(0, 16).replace('T', '-').replace(':', '');
  return `customers-${at}.${record.format.toLowerCase()}`;
}

import type { WorkbookSettings } from '../settings.ts';
import type { ResumePoint, RowBatch } from '../rows.ts';
export async function* readWorkbookRows(
  path: string,
  settings: WorkbookSettings,
  from: { resume: ResumePoint; read: number },
  signal: AbortSignal | undefined,
): AsyncGenerator<RowBatch> {}

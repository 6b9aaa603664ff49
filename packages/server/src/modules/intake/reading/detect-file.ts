import type { StoredBytes } from '../../../platform/files/stored-bytes.ts';
import { detectContainer } from './container.ts';
import type { Detected, DetectedTableFile, DetectOverrides } from './detected.ts';
import { FileRefused } from './refusal.ts';
import { detectText } from './text/detect-text.ts';
import { openBytes } from './text/open-bytes.ts';
import { identifyCompoundFile } from './workbook/compound-file.ts';
import { detectWorkbook } from './workbook/detect-workbook.ts';

/**
 * Finds out how a file is to be read, whatever its name: container, encoding, delimiter and quoting, sheet, where the
 * table begins and ends, its header. Looks at a bounded part of the file. What is decided with less confidence than the
 * limit stands in `ask`; `overrides` take the place of any decision. A file that is not read is answered with a code and
 * a sentence; only errors of the file system are thrown.
 */
export async function detectFile(file: StoredBytes, overrides: DetectOverrides = {}): Promise<Detected> {
  try {
    return await detect(file, overrides);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { outcome: 'refused', code: error.code, message: error.message };
  }
}

async function detect(file: StoredBytes, overrides: DetectOverrides): Promise<DetectedTableFile> {
  const { head, size } = await readHead(file);
  if (size === 0) throw new FileRefused('FILE_EMPTY');
  const outer = detectContainer(head);
  const gzip = outer.kind === 'gzip';
  const container = gzip ? detectContainer(await unpackHead(file)) : outer;
  switch (container.kind) {
    case 'refused':
      throw new FileRefused(container.code);
    case 'gzip':
      throw new FileRefused('OTHER_ARCHIVE');
    case 'compound':
      throw new FileRefused(gzip ? 'OLD_EXCEL' : await identifyCompoundFile(file));
    case 'zip':
      return detectWorkbook(file, gzip, overrides);
    case 'text':
      return detectText(file, size, gzip, overrides);
  }
}

async function readHead(file: StoredBytes): Promise<{ head: Buffer; size: number }> {
  return { head: await file.read(0, 512), size: await file.size() };
}

async function unpackHead(file: StoredBytes): Promise<Buffer> {
  for await (const chunk of openBytes(file, { gzip: true })) return chunk;
  throw new FileRefused('FILE_EMPTY');
}

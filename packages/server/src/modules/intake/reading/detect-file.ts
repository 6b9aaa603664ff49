import { open } from 'node:fs/promises';
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
export async function detectFile(path: string, overrides: DetectOverrides = {}): Promise<Detected> {
  try {
    return await detect(path, overrides);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { outcome: 'refused', code: error.code, message: error.message };
  }
}

async function detect(path: string, overrides: DetectOverrides): Promise<DetectedTableFile> {
  const { head, size } = await readHead(path);
  if (size === 0) throw new FileRefused('FILE_EMPTY');
  const outer = detectContainer(head);
  const gzip = outer.kind === 'gzip';
  const container = gzip ? detectContainer(await unpackHead(path)) : outer;
  switch (container.kind) {
    case 'refused':
      throw new FileRefused(container.code);
    case 'gzip':
      throw new FileRefused('OTHER_ARCHIVE');
    case 'compound':
      throw new FileRefused(gzip ? 'OLD_EXCEL' : await identifyCompoundFile(path));
    case 'zip':
      return detectWorkbook(path, gzip, overrides);
    case 'text':
      return detectText(path, size, gzip, overrides);
  }
}

async function readHead(path: string): Promise<{ head: Buffer; size: number }> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(512);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return { head: head.subarray(0, bytesRead), size: (await file.stat()).size };
  } finally {
    await file.close();
  }
}

async function unpackHead(path: string): Promise<Buffer> {
  for await (const chunk of openBytes(path, { gzip: true })) return chunk;
  throw new FileRefused('FILE_EMPTY');
}

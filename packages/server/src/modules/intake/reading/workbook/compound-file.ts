import { open } from 'node:fs/promises';
import type { RefusalCode } from '../refusal.ts';

/**
 * Names what an OLE compound file holds (MS-CFB): an encrypted workbook, an old Excel workbook, or something else. Looks
 * for the UTF-16 names of the streams in the sectors of the directory.
 */
export async function identifyCompoundFile(path: string): Promise<RefusalCode> {
  const file = await open(path);
  try {
    const header = Buffer.alloc(512);
    await file.read(header, 0, 512, 0);
    const sectorBytes = 1 << Math.min(16, Math.max(9, header.readUInt16LE(30)));
    const directory = Buffer.alloc(sectorBytes * 4);
    const { bytesRead } = await file.read(directory, 0, directory.length, (header.readUInt32LE(48) + 1) * sectorBytes);
    const names = directory.subarray(0, bytesRead);
    const holds = (name: string) => names.includes(Buffer.from(name, 'utf16le'));
    if (holds('EncryptedPackage') || holds('EncryptionInfo')) return 'ENCRYPTED_WORKBOOK';
    if (holds('Workbook') || holds('Book')) return 'OLD_EXCEL';
    return holds('WordDocument') || holds('PowerPoint') ? 'OFFICE_DOCUMENT' : 'BINARY';
  } finally {
    await file.close();
  }
}

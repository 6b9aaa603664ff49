import type { StoredBytes } from '../../../../platform/files/stored-bytes.ts';
import type { RefusalCode } from '../refusal.ts';

/**
 * Names what an OLE compound file holds (MS-CFB): an encrypted workbook, an old Excel workbook, or something else. Looks
 * for the UTF-16 names of the streams in the sectors of the directory.
 */
export async function identifyCompoundFile(file: StoredBytes): Promise<RefusalCode> {
  const header = Buffer.concat([await file.read(0, 512), Buffer.alloc(512)], 512);
  const sectorBytes = 1 << Math.min(16, Math.max(9, header.readUInt16LE(30)));
  const names = await file.read((header.readUInt32LE(48) + 1) * sectorBytes, sectorBytes * 4);
  const holds = (name: string) => names.includes(Buffer.from(name, 'utf16le'));
  if (holds('EncryptedPackage') || holds('EncryptionInfo')) return 'ENCRYPTED_WORKBOOK';
  if (holds('Workbook') || holds('Book')) return 'OLD_EXCEL';
  return holds('WordDocument') || holds('PowerPoint') ? 'OFFICE_DOCUMENT' : 'BINARY';
}

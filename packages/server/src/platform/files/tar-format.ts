/*
 * The ustar archive format (POSIX.1-1988, IEEE Std 1003.1 "pax", section ustar Interchange Format): blocks of 512 bytes,
 * a header before each file, two zero blocks at the end.
 */
export const BLOCK = 512;
const LARGEST_OCTAL = 8 ** 11 - 1;
const NAME_BYTES = 100;

/** What a header says about the file that follows it. */
export interface TarHeader {
  readonly name: string;
  readonly size: number;
}

/** The bytes between the end of a file and the next header. */
export function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/** Makes a header. Names of more than 100 bytes do not fit. */
export function encodeHeader({ name, size }: TarHeader): Buffer {
  const block = Buffer.alloc(BLOCK);
  if (Buffer.byteLength(name) > NAME_BYTES) throw new Error(`the name ${name} is too long for the archive`);
  block.write(name, 0, 'utf8');
  block.write('0000600\0', 100, 'latin1');
  block.write('0000000\0', 108, 'latin1');
  block.write('0000000\0', 116, 'latin1');
  writeSize(block, size);
  // No times in the headers: the same content makes the same archive.
  block.write('00000000000\0', 136, 'latin1');
  block.write('0', 156, 'latin1');
  block.write('ustar\u000000', 257, 'latin1');
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/**
 * Reads a header; undefined for the zero block that ends an archive. Throws when the block is not to the last bit what
 * `encodeHeader` writes: the checksum of the format does not cover all of it.
 */
export function decodeHeader(block: Buffer): TarHeader | undefined {
  if (block.every((byte) => byte === 0)) return undefined;
  const end = block.indexOf(0);
  const name = block.toString('utf8', 0, Math.min(end < 0 ? NAME_BYTES : end, NAME_BYTES));
  const header = { name, size: readSize(block) };
  if (!Number.isSafeInteger(header.size) || !encodeHeader(header).equals(block)) {
    throw new Error('a header of the archive is damaged');
  }
  return header;
}

function checksum(block: Buffer): number {
  let sum = 0;
  // The checksum's own eight bytes count as spaces.
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : (block[i] ?? 0);
  return sum;
}

// Sizes of 8 GiB and more are written in base 256, as GNU tar and bsdtar do.
function writeSize(block: Buffer, size: number): void {
  if (size <= LARGEST_OCTAL) return void block.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  block.writeUInt8(0x80, 124);
  block.writeBigUInt64BE(BigInt(size), 128);
}

function readSize(block: Buffer): number {
  if ((block[124] ?? 0) & 0x80) return Number(block.readBigUInt64BE(128));
  return Number.parseInt(block.toString('latin1', 124, 135), 8);
}

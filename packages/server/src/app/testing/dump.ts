import { sql } from 'kysely';
import { existsSync, readFileSync } from 'node:fs';
import type { Database } from '../../platform/database/database.ts';
import { readTableShapes } from '../../platform/database/table-shapes.ts';

/** Everything that whoever has stolen the database has: its files, and every row of every table as a dump has it. */
export async function stolenBytes({ read, address }: Database): Promise<Buffer> {
  const parts: Buffer[] = [];
  if (address.engine === 'sqlite') {
    for (const end of ['', '-wal']) if (existsSync(address.path + end)) parts.push(readFileSync(address.path + end));
  }
  for (const { name } of await readTableShapes(read, address.engine)) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(read);
    for (const value of rows.flatMap((row) => Object.values(row)))
      parts.push(value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(`${String(value)}\n`));
  }
  return Buffer.concat(parts);
}

/** The writings of a text in which it could lie somewhere: as it is, as UTF-16, in hex and in base64, whatever stands before it. */
export function writingsOf(text: string): readonly Buffer[] {
  const utf8 = Buffer.from(text);
  const utf16 = Buffer.from(text, 'utf16le');
  const base64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), utf8]).toString('base64');
    // The first and the last digits also say something of what stands beside the text.
    return Buffer.from(encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + utf8.length) * 8) / 6)));
  });
  const hex = [utf8.toString('hex'), utf8.toString('hex').toUpperCase()].map((digits) => Buffer.from(digits));
  return [utf8, utf16, Buffer.from(utf16).swap16(), ...hex, ...base64];
}

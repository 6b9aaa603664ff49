import { type Entry, fromRandomAccessReader, RandomAccessReader, type ZipFile } from 'yauzl';
import type { Readable } from 'node:stream';
import type { StoredBytes } from '../../../../platform/files/stored-bytes.ts';
import { FileRefused } from '../refusal.ts';

const MAX_ENTRIES = 10_000;
/** XML of real sheets packs to between a fifth and a fiftieth. */
const MAX_RATIO = 250;
const RATIO_FREE_BYTES = 50_000_000;
const MAX_PART_BYTES = 8_000_000_000;

/** An opened zip archive whose parts are found by name, without regard to case, as the package conventions say. */
export interface ZipPackage {
  has(name: string): boolean;
  names(): string[];
  /** Streams a part. Refuses one that unpacks to more than it should. */
  openPart(name: string): Promise<Readable>;
  close(): void;
}

/** Opens a zip archive and lists it. Refuses `WORKBOOK_DAMAGED` and `WORKBOOK_BOMB`. */
export async function openZipPackage(file: StoredBytes): Promise<ZipPackage> {
  const zip = await openZip(file, await file.size());
  const entries = await listEntries(zip).catch((error: unknown) => {
    zip.close();
    throw error;
  });
  return {
    has: (name) => entries.has(key(name)),
    names: () => [...entries.keys()],
    close: () => zip.close(),
    openPart(name) {
      const entry = entries.get(key(name));
      if (entry === undefined) throw new FileRefused('WORKBOOK_DAMAGED', `no part ${name}`);
      refuseBomb(entry);
      return new Promise((resolve, reject) => {
        zip.openReadStream(entry, (error, stream) => {
          if (error) reject(new FileRefused('WORKBOOK_DAMAGED', error.message));
          else resolve(stream);
        });
      });
    },
  };
}

function key(name: string): string {
  return name.replace(/^\//, '').toLowerCase();
}

/** Lets the zip reader read a file wherever it wants. */
class StoredReader extends RandomAccessReader {
  readonly #file: StoredBytes;

  constructor(file: StoredBytes) {
    super();
    this.#file = file;
  }
  override _readStreamForRange(start: number, end: number): Readable {
    return this.#file.stream({ start, end });
  }
}

function openZip(file: StoredBytes, size: number): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromRandomAccessReader(new StoredReader(file), size, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) reject('code' in error ? error : new FileRefused('WORKBOOK_DAMAGED', error.message));
      else resolve(zip);
    });
  });
}

function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    zip.on('error', (error: Error) => reject(new FileRefused('WORKBOOK_DAMAGED', error.message)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      if (entries.size >= MAX_ENTRIES) {
        reject(new FileRefused('WORKBOOK_BOMB', 'too many parts'));
        return;
      }
      entries.set(key(entry.fileName), entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

/** The declared size is what yauzl holds the stream to, so checking the declaration is enough. */
function refuseBomb({ uncompressedSize, compressedSize, fileName }: Entry): void {
  const packedTooWell = uncompressedSize > RATIO_FREE_BYTES && uncompressedSize > compressedSize * MAX_RATIO;
  if (packedTooWell || uncompressedSize > MAX_PART_BYTES) throw new FileRefused('WORKBOOK_BOMB', fileName);
}

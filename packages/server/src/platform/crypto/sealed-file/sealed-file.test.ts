import { createSecretKey, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestKeyStore, type TestKeyStore } from '../key-store/key-store.fixture.ts';
import { SealBroken } from '../sealing/aes-gcm.ts';
import { FILE_HEADER_BYTES, FRAME_BYTES, SEALED_FRAME_BYTES } from './frames.ts';
import { FileDestroyed, findSealedFile, sealedBytes } from './sealed-bytes.ts';
import { writeSealedFile } from './sealing-stream.ts';

const folder = mkdtempSync(join(tmpdir(), 'dossier-sealed-file-'));
const path = join(folder, 'file');
const dataKey = { key: createSecretKey(randomBytes(32)), generation: 1, masterVersion: 1 };
const OWN = 77;
const FRAMES = 3;
const content = randomBytes((FRAMES - 1) * FRAME_BYTES + 1_000);
let whole: Buffer;
let store: TestKeyStore;
beforeAll(async () => {
  whole = await sealed(content);
  store = await createTestKeyStore();
});
afterAll(async () => {
  await store.drop();
  rmSync(folder, { recursive: true });
});

async function sealed(bytes: Buffer, subjectId = OWN): Promise<Buffer> {
  // In pieces that do not fit the frames.
  const pieces = Array.from({ length: Math.ceil(bytes.length / 9_999) }, (_, i) => {
    return bytes.subarray(i * 9_999, (i + 1) * 9_999);
  });
  await writeSealedFile(path, Readable.from(pieces), { subjectId, key: dataKey });
  return readFileSync(path);
}
function stored(bytes?: Buffer, subjectId = OWN) {
  if (bytes) writeFileSync(path, bytes);
  return sealedBytes({ path, subjectId, key: dataKey.key });
}
const frame = (of: Buffer, index: number) => {
  const at = FILE_HEADER_BYTES + index * SEALED_FRAME_BYTES;
  return of.subarray(at, at + SEALED_FRAME_BYTES);
};
const head = (of: Buffer) => of.subarray(0, FILE_HEADER_BYTES);

describe('a sealed file', () => {
  it.each([0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 4 * FRAME_BYTES, 5 * FRAME_BYTES + 7])(
    'gives back %i bytes, whole and in part',
    async (length) => {
      const bytes = randomBytes(length);
      const frames = Math.max(1, Math.ceil(length / FRAME_BYTES));
      expect((await sealed(bytes)).length).toBe(FILE_HEADER_BYTES + length + frames * 16);
      const file = stored();
      expect(await file.size()).toBe(length);
      expect((await buffer(file.stream())).equals(bytes)).toBe(true);
      for (const [start, end] of [
        [0, 1],
        [length - 3, length],
        [FRAME_BYTES - 2, FRAME_BYTES + 2],
        [1, length - 1],
      ] as const) {
        const wanted = bytes.subarray(Math.max(0, start), Math.max(0, end));
        if (start < 0 || end <= start) continue;
        expect((await file.read(start, end - start)).equals(wanted)).toBe(true);
        expect((await buffer(file.stream({ start, end }))).equals(wanted)).toBe(true);
      }
      expect((await file.read(length, 10)).length).toBe(0);
    },
  );

  it('is bound to its subject, its order and its length', async () => {
    const other = await sealed(content, OWN + 1);
    const again = await sealed(content);
    const swapped = Buffer.concat([head(whole), frame(whole, 1), frame(whole, 0), frame(whole, 2)]);
    const foreign = Buffer.concat([head(whole), frame(again, 0), frame(whole, 1), frame(whole, 2)]);
    const tampered: Record<string, Buffer> = {
      'another subject’s': other,
      'renamed to another subject': Buffer.concat([
        head(whole).subarray(0, 4),
        other.subarray(4, 12),
        whole.subarray(12),
      ]),
      reordered: swapped,
      'with a frame of an earlier writing': foreign,
      'cut after a frame': whole.subarray(0, FILE_HEADER_BYTES + 2 * SEALED_FRAME_BYTES),
      'cut inside a frame': whole.subarray(0, -1),
      'without frames': head(whole),
      'without its end of the header': whole.subarray(0, 20),
      'with a frame too many': Buffer.concat([whole, frame(whole, 2)]),
      'with a frame left out': Buffer.concat([head(whole), frame(whole, 0), frame(whole, 2)]),
      'not sealed': content,
    };
    for (const [what, bytes] of Object.entries(tampered)) {
      await expect(buffer(stored(bytes).stream()), what).rejects.toThrow(SealBroken);
    }
    // Whoever wants a few bytes from the front is told of a missing end, too.
    await expect(stored(tampered['cut after a frame']).read(0, 1)).rejects.toThrow(SealBroken);
    expect((await buffer(stored(whole).stream())).equals(content)).toBe(true);
  });

  it('is refused when a bit anywhere is another', async () => {
    for (let i = 0; i < 200; i++) {
      const damaged = Buffer.from(whole);
      // Every byte of the header, then anywhere.
      const at = i < FILE_HEADER_BYTES ? i : Math.floor((i * 7_919_993) % whole.length);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (i % 8));
      await expect(buffer(stored(damaged).stream()), `byte ${at}`).rejects.toThrow(SealBroken);
    }
  });

  it('leaves nothing when its writing fails', async () => {
    const failing = async function* () {
      yield randomBytes(100_000);
      throw new Error('the sender went away');
    };
    const target = join(folder, 'failed');
    const written = writeSealedFile(target, failing(), { subjectId: OWN, key: dataKey });
    await expect(written).rejects.toThrow('went away');
    expect([existsSync(target), existsSync(`${target}.part`)]).toEqual([false, false]);
  });

  it('can be read by another thread', async () => {
    writeFileSync(path, whole);
    const module = new URL('sealed-bytes.ts', import.meta.url).href;
    const code = `import { parentPort, workerData } from 'node:worker_threads';
      const { sealedBytes } = await import(workerData.module);
      parentPort.postMessage(await sealedBytes(workerData.file).read(65530, 20));`;
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
      workerData: { module, file: { path, subjectId: OWN, key: dataKey.key } },
    });
    const read = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    expect(Buffer.from(read as Uint8Array).equals(content.subarray(65_530, 65_550))).toBe(true);
  });

  it('opens with the keys of the store until they are destroyed, after a rotation, too', async () => {
    const keys = store.open();
    const key = (await keys.ensure([OWN])).current(OWN);
    if (!key) throw new Error('no key');
    await writeSealedFile(path, Readable.from([content]), { subjectId: OWN, key });
    await keys.addGeneration([OWN], 2);
    const read = async () => await buffer(sealedBytes(await findSealedFile(keys, path, OWN)).stream());
    expect((await read()).equals(content)).toBe(true);
    await expect(findSealedFile(keys, path, OWN + 1)).rejects.toThrow(SealBroken);
    await keys.destroy([OWN]);
    await expect(read()).rejects.toThrow(FileDestroyed);
  });
});

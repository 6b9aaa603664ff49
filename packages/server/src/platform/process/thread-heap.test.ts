import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'dossier-heap-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, text: string): string {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, text);
  return path;
}

it('gives threads their own heap in a process that has a smaller one, and no other thread', async () => {
  const limits = program(
    'limits',
    `import { parentPort } from 'node:worker_threads';
    import { getHeapStatistics } from 'node:v8';
    parentPort.postMessage(Math.round(getHeapStatistics().heap_size_limit / 2 ** 20 / 100) * 100);`,
  );
  const main = program(
    'main',
    `import { once } from 'node:events';
    import { Worker } from 'node:worker_threads';
    import { startThreadWithHeap } from ${JSON.stringify(new URL('./thread-heap.ts', import.meta.url).href)};
    const url = new URL(${JSON.stringify(pathToFileURL(limits).href)});
    const large = [startThreadWithHeap(url, 900), startThreadWithHeap(url, 700)];
    const [[first], [second]] = await Promise.all(large.map((thread) => once(thread, 'message')));
    const [other] = await once(new Worker(url), 'message');
    console.log(JSON.stringify([first, second, other]));`,
  );
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--max-old-space-size=300',
    '--max-semi-space-size=1',
    main,
  ]);
  expect(JSON.parse(stdout)).toEqual([900, 700, 300]);
});

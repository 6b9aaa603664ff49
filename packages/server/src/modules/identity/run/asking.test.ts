import { expect, it } from 'vitest';
import { startThread } from './asking.ts';

it('says that memory was not enough, and ends no more than the thread', async () => {
  const text = `import { parentPort } from 'node:worker_threads';
    parentPort.on('message', () => { const all = []; for (;;) all.push(Array.from({ length: 10_000 }, Math.random)); });`;
  const thread = startThread(new URL(`data:text/javascript,${encodeURIComponent(text)}`), 64);
  await expect(thread.ask('anything')).rejects.toThrow('A thread needs more than its 64 MB of memory for this.');
  await expect(thread.ask('anything')).rejects.toThrow('memory');
});

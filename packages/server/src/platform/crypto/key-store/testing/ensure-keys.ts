// A process that makes keys beside others: node ensure-keys.ts <store> <master file> <first> <count>. Prints their digest.
import { createHash } from 'node:crypto';
import { createFileWrapper } from '../file-wrapper.ts';
import { createKeyStore } from '../key-store.ts';

const [path = '', masterFile = '', first = '1', count = '1'] = process.argv.slice(2);
const wrapper = createFileWrapper(masterFile, Date.now);
const store = createKeyStore({ address: { engine: 'sqlite', path }, wrapper, now: Date.now });
const digest = createHash('sha256');
const BATCH = 50;
for (let start = Number(first); start < Number(first) + Number(count); start += BATCH) {
  const ids = Array.from({ length: BATCH }, (_, i) => start + i);
  const ring = await store.ensure(ids);
  for (const id of ids) digest.update(ring.current(id)?.key.export() ?? Buffer.alloc(0));
}
await store.close();
process.stdout.write(digest.digest('hex'));

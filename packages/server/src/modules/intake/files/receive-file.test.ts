import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { systemContext } from '../../../platform/testing/test-context.ts';
import { upload } from '../intake.fixture.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => await app.close());

it('is told apart in the audit log by a digest that nobody can try values against', async () => {
  const system = systemContext(app.services);
  const files = ['手机\n13800138000', '手机\n13800138000', '手机\n13800138001'];
  for (const content of files) await upload(system, content, '客户.csv');
  const rows = await app.services.db.read
    .selectFrom('audit_entry')
    .select('detail')
    .where('action', '=', 'file.uploaded')
    .orderBy('id')
    .execute();
  const digests = rows.map(({ detail }) => JSON.parse(detail ?? '{}').digest as string);
  expect(digests.map((digest) => digest.length)).toEqual([64, 64, 64]);
  expect(digests[1]).toBe(digests[0]);
  expect(digests[2]).not.toBe(digests[0]);
  const plain = files.map((content) => createHash('sha256').update(content).digest('hex'));
  expect(JSON.stringify(rows)).not.toContain(plain[0]);
});

// Before the first and after the last test of a run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { make } from '../../scripts/make.mjs';

// What tests start as a process or a thread is the product as it is built: made here when its sources changed. Read from the
// sources, each would be transformed anew, which takes longer than most of what it then does.
const build = async () => await make({ node: process.execPath, env: process.env }, ['server']);

export default async function setup(project) {
  await build();
  project.onTestsRerun(build);
  // For what the processes of the tests make once and keep; they are ended without being asked.
  const folder = mkdtempSync(join(tmpdir(), 'dossier-kept-'));
  process.env.DOSSIER_TEST_KEPT = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

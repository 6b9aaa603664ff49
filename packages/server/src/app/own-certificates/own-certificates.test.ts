import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngine } from '../../platform/testing/test-database.ts';
import { OF_ANOTHER_HOST, OF_LOCALHOST } from './certificates.fixture.ts';
import { startHttpsServices, startTlsDatabase } from './tls-services.fixture.ts';

type Service = Awaited<ReturnType<typeof startTlsDatabase>>;

// Nothing of it is about the engine under test.
describe.runIf(testEngine() === 'sqlite')('certificates of an authority of one’s own', () => {
  let folder: string;
  let services: readonly Service[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dossier-tls-'));
    writeFileSync(join(folder, 'token'), 's.token', { mode: 0o600 });
    writeFileSync(join(folder, 'authority.pem'), `${OF_LOCALHOST.cert}\n${OF_ANOTHER_HOST.cert}\n`);
    services = [
      await startHttpsServices(OF_LOCALHOST),
      await startTlsDatabase(OF_LOCALHOST),
      await startTlsDatabase(OF_ANOTHER_HOST),
    ];
  });
  afterAll(async () => {
    await Promise.all(services.map(async ({ close }) => await close()));
    rmSync(folder, { recursive: true });
  });

  /** What a process comes to that Node tells of these authorities when it starts: it cannot be told later. */
  async function askAll(env: Record<string, string>): Promise<unknown> {
    const script = join(import.meta.dirname, 'testing', 'ask-all.ts');
    const ports = services.map(({ port }) => String(port));
    const child = spawn(process.execPath, ['--import', '@oxc-node/core/register', script, folder, ...ports], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: '', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (part: Buffer) => (out += part.toString()));
    await new Promise((resolve) => child.once('close', resolve));
    return JSON.parse(out);
  }

  it('are refused by whatever the server asks, as long as nobody named the authority', async () => {
    const unknown = expect.stringContaining('self-signed certificate');
    expect(await askAll({})).toEqual({
      keyService: expect.stringContaining('cannot be reached'),
      ranges: expect.stringContaining('no answer'),
      database: unknown,
      databaseOfAnotherName: unknown,
    });
  });

  it('are believed with NODE_EXTRA_CA_CERTS, for the host that they are for', async () => {
    expect(await askAll({ NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') })).toEqual({
      keyService: '7',
      ranges: 'false',
      database: 'ER_ACCESS_DENIED_ERROR: Access denied by the stand-in',
      databaseOfAnotherName: expect.stringContaining(
        "Host: localhost. is not in the cert's altnames: DNS:elsewhere.example",
      ),
    });
  });
});

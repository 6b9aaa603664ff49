// npm run bill-of-materials [-- <file>]: every package that the product is made of, as CycloneDX 1.7 JSON, from the lockfile: the
// same bytes for the same lockfile, on any machine. Development tools are not part of the product.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PNPM_COMMAND, ROOT } from './bootstrap.mjs';
import { capture, fail } from './process.mjs';

const SBOM = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--prod', '--lockfile-only'];

/**
 * What pnpm made, without what differs from run to run: the number is one of the lockfile, the time is left out, and everything
 * stands in the order of its names.
 */
export function settled(bom, lockfile) {
  const { serialNumber: _serial, metadata, components, dependencies, ...rest } = bom;
  const { timestamp: _time, ...about } = metadata;
  const digest = createHash('sha256').update(lockfile).digest('hex');
  const variant = '89ab'[Number.parseInt(digest[16], 16) & 3];
  // The form of UUIDs that are made of a digest of one's own (RFC 9562, version 8).
  const uuid = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
  const byName = (key) => (a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0);
  return {
    ...rest,
    serialNumber: `urn:uuid:${uuid}`,
    metadata: about,
    components: components.toSorted(byName('bom-ref')),
    dependencies: dependencies
      .map((one) => ({ ...one, ...(one.dependsOn ? { dependsOn: one.dependsOn.toSorted() } : {}) }))
      .toSorted(byName('ref')),
  };
}

/** The bill of materials of this lockfile, as text. */
export async function billOfMaterials() {
  const [command, ...flags] = PNPM_COMMAND;
  const env = { ...process.env, CI: 'true' };
  const { code, stdout, stderr } = await capture(command, [...flags, ...SBOM], { cwd: ROOT, env });
  if (code !== 0) fail(`pnpm could not make the bill of materials:\n${stderr}`);
  const lockfile = readFileSync(join(ROOT, 'pnpm-lock.yaml'));
  return `${JSON.stringify(settled(JSON.parse(stdout), lockfile), null, 2)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = await billOfMaterials();
  const [file] = process.argv.slice(2);
  if (file === undefined) process.stdout.write(text);
  else writeFileSync(file, text);
}

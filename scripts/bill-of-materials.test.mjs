import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findings } from './audit.mjs';
import { billOfMaterials, settled } from './bill-of-materials.mjs';
import { PNPM_COMMAND, ROOT } from './bootstrap.mjs';
import { capture } from './process.mjs';

// pnpm came with the packages; where they came otherwise, nothing is fetched for this.
const [npx] = PNPM_COMMAND;
const hasPnpm = (await capture(npx, ['--offline', '-y', PNPM_COMMAND.at(-1), '--version'])).code === 0;

describe('the bill of materials', () => {
  it('is the same for the same lockfile, whatever pnpm adds of the moment', () => {
    const made = (at, serialNumber, turn) => ({
      bomFormat: 'CycloneDX',
      serialNumber,
      metadata: { timestamp: at, component: { name: 'dossier' } },
      components: turn([{ 'bom-ref': 'pkg:npm/a@1' }, { 'bom-ref': 'pkg:npm/b@1' }]),
      dependencies: turn([{ ref: 'a', dependsOn: turn(['b', 'c']) }, { ref: 'b' }]),
    });
    const one = settled(
      made('2026-01-01', 'urn:uuid:1', (list) => list),
      'lock',
    );
    const other = settled(
      made('2026-01-02', 'urn:uuid:2', (list) => list.toReversed()),
      'lock',
    );
    assert.deepEqual(one, other);
    assert.deepEqual(one.metadata, { component: { name: 'dossier' } });
    assert.match(one.serialNumber, /^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    assert.notEqual(
      settled(
        made('2026-01-01', 'urn:uuid:1', (list) => list),
        'other',
      ).serialNumber,
      one.serialNumber,
    );
  });

  it('names every package of the product once, with its digest, and no tool of ours', { skip: !hasPnpm }, async () => {
    const text = await billOfMaterials();
    assert.equal(await billOfMaterials(), text);
    const { specVersion, components } = JSON.parse(text);
    assert.equal(specVersion, '1.7');
    const names = components.map(({ group, name }) => (group ? `${group}/${name}` : name));
    for (const folder of ['server', 'console', 'shared']) {
      const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'packages', folder, 'package.json'), 'utf8'));
      for (const name of Object.keys(dependencies).filter((one) => !one.startsWith('@dossier/'))) {
        assert.ok(names.includes(name), `${name} is missing`);
      }
    }
    for (const tool of ['vitest', 'vite', 'prettier', 'oxlint', 'typescript', '@playwright/test']) {
      assert.ok(!names.includes(tool), `${tool} is no part of the product`);
    }
    const refs = components.map((one) => one['bom-ref']);
    assert.equal(new Set(refs).size, refs.length);
    for (const { name, externalReferences } of components.filter((one) => !one.purl.includes('dossier'))) {
      assert.ok(
        externalReferences?.some(({ hashes }) => hashes?.[0]?.alg === 'SHA-512'),
        `${name} has no digest`,
      );
    }
  });
});

describe('known weaknesses', () => {
  const advisory = (severity, name, patched) => ({
    severity,
    module_name: name,
    title: 'Something bad',
    url: `https://example.com/${name}`,
    patched_versions: patched,
  });

  it('are lines, the worst first, each with what repairs it', () => {
    const report = { advisories: { 1: advisory('low', 'a', '>=1.0.1'), 2: advisory('critical', 'b', '<0.0.0') } };
    assert.deepEqual(findings(JSON.stringify(report)), [
      'critical: b: Something bad (no fix yet) https://example.com/b',
      'low: a: Something bad (fixed in >=1.0.1) https://example.com/a',
    ]);
    assert.deepEqual(findings('{"advisories":{}}'), []);
  });

  it('are unknown, and not none, when the registry did not answer', () => {
    for (const text of ['', 'Error: ERR_PNPM_AUDIT_BAD_RESPONSE', '{"error":{"code":"X"}}', 'null']) {
      assert.equal(findings(text), undefined);
    }
  });
});

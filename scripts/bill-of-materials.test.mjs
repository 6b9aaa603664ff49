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
    const [product, part] = ['pkg:npm/dossier@0.1.0', 'pkg:npm/%40dossier/shared@0.0.0'];
    const [a, b, c] = ['pkg:npm/a@1', 'pkg:npm/b@1', 'pkg:npm/c@1'];
    const made = (serialNumber, turn) => ({
      bomFormat: 'CycloneDX',
      serialNumber,
      metadata: { timestamp: `at ${serialNumber}`, component: { 'bom-ref': product } },
      components: turn([{ 'bom-ref': a }, { 'bom-ref': b }, { 'bom-ref': part }]),
      // What a part of the product uses stands now with the part, now with the whole.
      dependencies: turn([
        { ref: product, dependsOn: [part, turn([a, b])[0]] },
        { ref: part, dependsOn: [turn([a, b])[1]] },
        { ref: a, dependsOn: turn([b, c]) },
        { ref: b },
      ]),
    });
    const one = settled(
      made('urn:uuid:1', (list) => list),
      'lock',
    );
    assert.deepEqual(
      settled(
        made('urn:uuid:2', (list) => list.toReversed()),
        'lock',
      ),
      one,
    );
    assert.deepEqual(one.metadata, { component: { 'bom-ref': product } });
    assert.deepEqual(one.components, [{ 'bom-ref': a }, { 'bom-ref': b }]);
    assert.deepEqual(one.dependencies, [
      { ref: product, dependsOn: [a, b] },
      { ref: a, dependsOn: [b, c] },
      { ref: b, dependsOn: [] },
    ]);
    assert.match(one.serialNumber, /^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    assert.notEqual(
      settled(
        made('urn:uuid:1', (list) => list),
        'other',
      ).serialNumber,
      one.serialNumber,
    );
  });

  it('names every package of the product once, with its digest, and no tool of ours', { skip: !hasPnpm }, async () => {
    const text = await billOfMaterials();
    assert.ok((await billOfMaterials()) === text, 'the second one differs');
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
    for (const { name, externalReferences } of components) {
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

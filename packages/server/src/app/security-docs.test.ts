import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOST_SESSIONS_AT_ONCE, SIGN_IN_RULES } from '@dossier/shared/access';
import { describe, expect, it } from 'vitest';
import { SHORTEST_PASSWORD } from '../modules/access/index.ts';
import { THREATS } from './attacks/attack.ts';
import { ATTACKS } from './attacks/catalogue/catalogue.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
/** Requirements of levels 1 and 2 in each chapter of ASVS 5.0. */
const REQUIRED = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];

const asvs = readFileSync(join(ROOT, 'docs/security/asvs.md'), 'utf8');
const items = asvs
  .split('\n')
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))
  .flatMap(([id = '', level = '', about = '', done = '', shown = '']) =>
    /^\d+\.\d+\.\d+$/.test(id) ? [{ id, level, about, done, shown }] : [],
  );
const isOff = ({ done }: (typeof items)[number]) => done.startsWith('**n/a**');

function fileOf(path: string): string {
  return join(
    ROOT,
    /^(?:packages|docs|e2e|scripts)\/|^[A-Za-z]+\.(?:md|graphql)$/.test(path) ? path : `packages/server/src/${path}`,
  );
}

describe('the map of ASVS', () => {
  it('has every requirement of levels 1 and 2 once', () => {
    const counts = REQUIRED.map((_count, index) => items.filter(({ id }) => id.startsWith(`${index + 1}.`)).length);
    expect(counts).toEqual(REQUIRED);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  });

  it('says of each what is done and what shows it, or why it does not apply, or what is missing', () => {
    for (const item of items) {
      expect([item.id, ['1', '2'].includes(item.level), item.about !== '', item.done !== '']).toEqual([
        item.id,
        true,
        true,
        true,
      ]);
      if (!isOff(item) && !item.done.includes('**open**')) expect([item.id, item.shown]).not.toEqual([item.id, '–']);
    }
  });

  it('names files, tests and attacks that there are', () => {
    const missing: string[] = [];
    for (const { id, done, shown } of items) {
      for (const [, path = ''] of `${done} ${shown}`.matchAll(
        /(?<!attack )`([\w./-]+(?:\.(?:ts|mjs|md|graphql)|\/audit))`/g,
      ))
        if (!existsSync(fileOf(path))) missing.push(`${id}: ${path}`);
      for (const [, path = '', name = ''] of shown.matchAll(/`([\w./-]+\.(?:ts|mjs))` “([^”]+)”/g))
        if (existsSync(fileOf(path)) && !readFileSync(fileOf(path), 'utf8').includes(name))
          missing.push(`${id}: ${path} ${name}`);
      for (const [, pattern = ''] of shown.matchAll(/attack `([\w*-]+)`/g)) {
        const start = pattern.replace('*', '');
        if (!ATTACKS.some((one) => (pattern.endsWith('*') ? one.id.startsWith(start) : one.id === start)))
          missing.push(`${id}: attack ${pattern}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('counts right, nothing is open, and nineteen of twenty that apply are shown by tests', () => {
    const applying = items.filter((one) => !isOff(one));
    const tested = applying.filter(({ shown }) => /\.test\.(?:ts|mjs)|\.journey\.ts|attack `/.test(shown));
    expect(items.filter(({ done }) => done.includes('**open**')).map(({ id }) => id)).toEqual([]);
    expect(asvs).toContain(
      `${items.length} requirements: ${items.length - applying.length} do not apply; of the other ${applying.length}, ${tested.length} are shown by tests that run in \`npm test\`; none is open.`,
    );
    expect(tested.length / applying.length).toBeGreaterThanOrEqual(0.95);
  });
});

describe('the page about attacks', () => {
  it('counts what is in the catalogue', () => {
    const page = readFileSync(join(ROOT, 'docs/security/attacks.md'), 'utf8');
    const counted = [...page.matchAll(/^\| ([A-Z\d]+) +\| (.+?) +\| +(\d+) \|$/gm)].map(([, ...cells]) => cells);
    expect(counted).toEqual(
      Object.entries(THREATS).map(([threat, words]) => [
        threat,
        words,
        String(ATTACKS.filter((one) => one.threat === threat).length),
      ]),
    );
    expect(page).toContain(`${ATTACKS.length} named attacks`);
  });
});

describe('the page about signing in', () => {
  const page = readFileSync(join(ROOT, 'docs/sign-in.md'), 'utf8');

  it('names every way to show a second factor that the API takes', () => {
    const schema = readFileSync(join(ROOT, 'schema.graphql'), 'utf8');
    const [, methods = ''] = /^enum SecondFactorMethod \{\n([\s\S]*?)^\}/m.exec(schema) ?? [];
    const names: Record<string, string> = {
      PASSKEY: 'passkey',
      RECOVERY_CODE: 'recovery codes',
      TOTP: 'authenticator app',
    };
    const taken = [...methods.matchAll(/^ {2}([A-Z_]+)$/gm)].map(([, name = '']) => names[name] ?? name);
    const described = [...page.matchAll(/^\| (authenticator app|passkey|recovery codes) +\|/gm)].map(
      ([, name]) => name,
    );
    expect([...new Set(described)].toSorted()).toEqual(taken.toSorted());
  });

  it('says the figures of the code', () => {
    expect(page).toContain(`At least ${SHORTEST_PASSWORD} characters`);
    expect(page).toContain(`${SIGN_IN_RULES.sessionsAtOnce} a person; 1 to ${MOST_SESSIONS_AT_ONCE}`);
  });
});

describe('SECURITY.md', () => {
  it('names a time to repair for every severity, in our own code and in packages', () => {
    const page = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
    const rows = [...page.matchAll(/^\| +(critical|high|moderate|low)\b[^|]*\| +([^|]+?) +\| +([^|]+?) +\|$/gm)];
    expect(rows.map(([, severity, own, others]) => [severity, own, others?.split(';')[0]])).toEqual([
      ['critical', '7 days', '7 days'],
      ['high', '14 days', '14 days'],
      ['moderate', '60 days', '60 days'],
      ['low', 'with the next release', 'with the next release'],
    ]);
  });
});

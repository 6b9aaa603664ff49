import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { FRAME } from './vite-chunks.ts';

const GENERATED = new URL('./src/gql/graphql.ts', import.meta.url);
const DOCUMENT = /^export const (\w+Document) = (\{.*\}) as unknown as DocumentNode/gm;
const IMPORT = /import\s*\{([^}]*)\}\s*from\s*["'][^"']*\/gql\/graphql\.ts["'];?/g;
const PREFIX = 'virtual:operation/';
/** What the frame itself asks belongs to its file. */
const OF_FRAME = '\0virtual:frame-operation/';
const OF_PAGES = '\0virtual:page-operation/';

/**
 * Makes each generated operation a module of its own when the console is built: together they are one module, which every page
 * would load, though each needs a few.
 */
export function operationsApart(): Plugin {
  let documents: ReadonlyMap<string, string> | undefined;
  let asked: ReadonlySet<string> | undefined;
  return {
    name: 'operations-apart',
    apply: 'build',
    enforce: 'post',
    resolveId(id) {
      if (!id.startsWith(PREFIX)) return undefined;
      const name = id.slice(PREFIX.length);
      asked ??= askedByFrame();
      return `${asked.has(name) ? OF_FRAME : OF_PAGES}${name}`;
    },
    load(id) {
      const prefix = [OF_FRAME, OF_PAGES].find((one) => id.startsWith(one));
      if (prefix === undefined) return undefined;
      const name = id.slice(prefix.length);
      documents ??= readDocuments();
      const document = documents.get(name);
      if (document === undefined) this.error(`There is no operation ${name} among the generated ones.`);
      return { code: `export const ${name} = ${document};`, moduleType: 'js' };
    },
    transform(code) {
      if (!code.includes('/gql/graphql.ts')) return undefined;
      return {
        code: code.replaceAll(IMPORT, (_, names: string) => importsOf(names)),
        // One line stands for one line.
        map: null,
      };
    },
  };
}

function readDocuments(): Map<string, string> {
  const text = readFileSync(GENERATED, 'utf8');
  return new Map([...text.matchAll(DOCUMENT)].map(([, name = '', document = '']) => [name, document]));
}

/** The operations that modules of the frame import. */
function askedByFrame(): Set<string> {
  const folder = join(import.meta.dirname, 'src');
  const files = globSync('**/*.{ts,vue}', { cwd: folder })
    .map((file) => join(folder, file))
    .filter((file) => FRAME.test(file.replaceAll('\\', '/')) && !file.includes('.test.'));
  const names = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(IMPORT)].flatMap(([, list = '']) => list.split(',')),
  );
  return new Set(names.map((name) => name.trim()));
}

function importsOf(names: string): string {
  return names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => `import { ${name} } from "${PREFIX}${name.split(/\s+as\s+/)[0] ?? name}";`)
    .join(' ');
}

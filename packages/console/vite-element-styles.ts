import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const COMPONENTS = join(import.meta.dirname, 'node_modules', 'element-plus', 'es', 'components');
const IMPORT = /import\s*\{([^}]*)\}\s*from\s*['"]element-plus['"]/g;

/**
 * Brings along the styles of each Element Plus component with the module that imports it, so that a page loads what it
 * shows and no component is left bare. `base.css` is not among them: it must come first, before our own tokens.
 */
export function elementStyles(): Plugin {
  return {
    name: 'element-styles',
    transform(code, id) {
      if (id.includes('/node_modules/') || !code.includes('element-plus')) return undefined;
      const names = [...code.matchAll(IMPORT)].flatMap(([, list = '']) => list.match(/\bEl[A-Z]\w*/g) ?? []);
      const styles = new Set(names.flatMap((name) => stylesOf(kebab(name.slice(2)))));
      if (styles.size === 0) return undefined;
      const imports = [...styles].map((file) => `import 'element-plus/theme-chalk/${file}';`).join('');
      return { code: `${code}\n${imports}`, map: null };
    },
  };
}

const known = new Map<string, readonly string[]>();

/** The style sheets of a component and of what it is made of, the latter first. */
function stylesOf(component: string): readonly string[] {
  const before = known.get(component);
  if (before) return before;
  known.set(component, []);
  const text = readFileSync(join(COMPONENTS, component, 'style', 'css.mjs'), 'utf8');
  const styles = [
    ...text.matchAll(/import "(?:\.\.\/\.\.\/([\w-]+)\/style\/css\.mjs|element-plus\/theme-chalk\/([\w-]+\.css))"/g),
  ].flatMap(([, part, file]) => (part ? stylesOf(part) : file && file !== 'base.css' ? [file] : []));
  const unique = [...new Set(styles)];
  known.set(component, unique);
  return unique;
}

function kebab(name: string): string {
  return name.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
}

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

// Everything that is started by name: processes, and files given to `new Worker(...)`. Each becomes
// dist/<key>.js, and every chunk lies beside it, so `new URL('./x.js', import.meta.url)` finds an entry from anywhere.
const entries = {
  main: 'src/main.ts',
  worker: 'src/worker.ts',
  cli: 'src/cli.ts',
};

const here = import.meta.dirname;

function dependencies(folder: string): string[] {
  const manifest: { dependencies?: Record<string, string> } = JSON.parse(
    readFileSync(resolve(here, folder, 'package.json'), 'utf8'),
  );
  return Object.keys(manifest.dependencies ?? {});
}

// Our own packages are bundled, and with them what only they depend on: it cannot be found from dist/.
// All else stays in node_modules, so that there is one copy of graphql and of zod.
const own = dependencies('.');
const bundled = dependencies('../shared').filter((name) => !own.includes(name));

export default defineConfig({
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist',
    sourcemap: true,
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, resolve(here, file)])),
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name][extname]' },
    },
  },
  ssr: { noExternal: [/^@dossier\//, ...bundled] },
});

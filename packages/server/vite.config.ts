import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

// The processes. Each becomes dist/<name>.js, and every chunk lies beside it, so that `entryUrl(name, import.meta.url)` finds
// the threads' programs, which vite.threads.config.ts builds, from anywhere.
const processes = { main: 'src/main.ts', worker: 'src/worker.ts', cli: 'src/cli.ts' };

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
      input: processes,
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name][extname]' },
    },
  },
  ssr: { noExternal: [/^@dossier\//, ...bundled] },
});

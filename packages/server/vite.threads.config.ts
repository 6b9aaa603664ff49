import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { defineConfig } from 'vite';

// The threads' programs (`*-thread.ts`, anywhere), each whole in itself beside the processes: a thread shares nothing with the one
// that starts it, and reading some hundred small files of packages would take most of what a small import takes.
const threads = Object.fromEntries(
  globSync('src/**/*-thread.ts', { cwd: import.meta.dirname }).map((file) => [basename(file, '.ts'), file]),
);

export default defineConfig({
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist',
    // The processes were built first.
    emptyOutDir: false,
    sourcemap: true,
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: threads,
      output: { entryFileNames: '[name].js', chunkFileNames: 'thread-[name]-[hash].js' },
    },
  },
  ssr: { noExternal: true },
});

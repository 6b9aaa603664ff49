import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { chunks, noCircles } from './vite-chunks.ts';
import { compressed } from './vite-compressed.ts';
import { operationsApart } from './vite-documents.ts';
import { elementStyles } from './vite-element-styles.ts';

const server = process.env['DOSSIER_DEV_SERVER'] ?? 'http://127.0.0.1:4000';

export default defineConfig({
  plugins: [vue(), elementStyles(), operationsApart(), noCircles(), compressed()],
  define: {
    // Only what the console uses of vue-i18n.
    __VUE_I18N_LEGACY_API__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  build: {
    outDir: 'dist',
    sourcemap: false,
    target: 'es2023',
    chunkSizeWarningLimit: 800,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: chunks } },
  },
  server: {
    // The Host header stays as the browser sent it: the server compares it with Origin.
    proxy: {
      '/graphql': { target: server, ws: true, changeOrigin: false },
      '/oauth': { target: server, changeOrigin: false },
      '/readyz': { target: server, changeOrigin: false },
      '/api': { target: server, ws: true, changeOrigin: false },
    },
  },
});

import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const server = process.env['DOSSIER_DEV_SERVER'] ?? 'http://127.0.0.1:4000';

export default defineConfig({
  plugins: [vue()],
  build: {
    outDir: 'dist',
    sourcemap: false,
    target: 'es2023',
    chunkSizeWarningLimit: 800,
    reportCompressedSize: false,
  },
  server: {
    // The Host header stays as the browser sent it: the server compares it with Origin.
    proxy: {
      '/graphql': { target: server, ws: true, changeOrigin: false },
      '/readyz': { target: server, changeOrigin: false },
      '/api': { target: server, ws: true, changeOrigin: false },
    },
  },
});

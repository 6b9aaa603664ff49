import { defineConfig, mergeConfig } from 'vitest/config';
import viteConfig from './vite.config.ts';

export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      include: ['src/**/*.test.ts'],
      environment: 'happy-dom',
      maxWorkers: 2,
      // Element Plus imports its style sheets from JavaScript; only Vite can read them.
      server: { deps: { inline: ['element-plus'] } },
    },
  }),
);

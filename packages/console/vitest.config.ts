import { defineConfig, mergeConfig } from 'vitest/config';
import viteConfig from './vite.config.ts';

export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      include: ['src/**/*.test.ts'],
      environment: 'happy-dom',
      maxWorkers: 2,
      // Files share the modules of their process: reading them for each anew takes two thirds of the time.
      isolate: false,
      setupFiles: ['src/testing/setup.ts'],
      unstubGlobals: true,
      restoreMocks: true,
      // A busy machine is no reason to fail.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      // Element Plus imports its style sheets from JavaScript; only Vite can read them.
      server: { deps: { inline: ['element-plus'] } },
    },
  }),
);

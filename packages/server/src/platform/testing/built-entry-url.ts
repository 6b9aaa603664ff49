/** Stands for `entryUrl` in tests: the built program of a thread, which vitest.setup.mjs has made from the sources. */
export function entryUrl(name: string): URL {
  return new URL(`../../../dist/${name}.js`, import.meta.url);
}

/** The built program of a process, for tests that start one: cli, main or worker. */
export function builtProgram(name: string): string {
  return entryUrl(name).pathname;
}

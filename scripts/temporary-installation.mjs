// The built product in production settings on a temporary folder: for scripts that try it or take its picture.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './bootstrap.mjs';
import { onEnd, start, stop } from './process.mjs';

/** The file of a program of the built product. */
export const program = (name) => join(ROOT, 'packages', 'server', 'dist', name);

/** A folder of its own, and the environment of an installation whose data are in it. */
export function makeTemporary(toolchain) {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-try-'));
  const env = {
    ...toolchain.env,
    NODE_ENV: 'production',
    // A demo lives beside the named folder.
    DOSSIER_DATA: join(folder, 'data'),
    DOSSIER_KEYS: '',
    KEYSTORE_URL: '',
    DOSSIER_AUDIT_WITNESS: '',
    DATABASE_URL: '',
    HOST: '',
    PUBLIC_URL: '',
    PORT: '0',
    LOG_LEVEL: 'error',
  };
  return { folder, env, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts the server in an environment and waits until it answers. */
export async function launch(toolchain, env, args = []) {
  const child = start(toolchain.node, [program('main.js'), ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const said = await untilRunning(child.stdout);
  return {
    url: /running at (http:\/\/[^\s/]+)/.exec(said)?.[1],
    /** What the start printed, for example the accounts of a demo. */
    said,
    stop: async () => await stop(child),
  };
}

/**
 * Starts it; everything is gone after `stop`.
 * @param {string[]} args of the server
 */
export async function startInstallation(toolchain, args = []) {
  const { env, remove } = makeTemporary(toolchain);
  const forget = onEnd(remove);
  const server = await launch(toolchain, env, args);
  return {
    url: server.url,
    firstRunPath: /https?:\/\/[^/\s]+(\/first-run\S+)/.exec(server.said)?.[1],
    said: server.said,
    /** Runs the command line on it, as its operator, and gives what was printed. */
    dossier: (...words) => execFileSync(toolchain.node, [program('cli.js'), ...words], { env, encoding: 'utf8' }),
    stop: async () => {
      forget();
      await server.stop();
      remove();
    },
  };
}

function untilRunning(stream) {
  return new Promise((done, give) => {
    let text = '';
    stream.setEncoding('utf8').on('data', (part) => {
      text += part;
      if (/running at \S+.*\n/.test(text)) done(text);
    });
    stream.once('end', () => give(new Error(`The server did not start: ${text}`)));
  });
}

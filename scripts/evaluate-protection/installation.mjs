// The demo as a new user starts it, on the embedded database or moved into a server as the operators' guide says.
import { join } from 'node:path';
import { workFlags } from '../node-flags.mjs';
import { capture, onEnd } from '../process.mjs';
import { launch, makeTemporary, program } from '../temporary-installation.mjs';
import { copyDatabase, dropDatabase, makeDatabase, openSql } from './database.mjs';

/**
 * Starts it; everything is gone after `stop`.
 * @param {{ customers: number, server?: string }} options server: the address of one of the MySQL family whose user may create databases
 */
export async function startDemo(toolchain, { customers, server }) {
  const { folder, env: first, remove } = makeTemporary(toolchain);
  const made = [];
  const running = new Set();
  const end = async () => {
    forget();
    await Promise.all([...running].map((one) => one.stop()));
    for (const name of made) await dropDatabase(server, name);
    remove();
  };
  const forget = onEnd(end);
  const serve = async (env, args = []) => {
    const begun = await launch(toolchain, env, args);
    running.add(begun);
    return {
      ...begun,
      stop: async () => {
        running.delete(begun);
        await begun.stop();
      },
    };
  };
  /** The address of a database that is not there yet. */
  const fresh = async (purpose) => {
    if (!server) return `sqlite:${join(folder, `${purpose}.sqlite`)}`;
    const name = `dossier_${purpose}_${process.pid}_${Date.now()}`;
    made.push(name);
    return await makeDatabase(server, name);
  };
  const dossierIn = async (env, ...words) =>
    await capture(toolchain.node, [...workFlags, program('cli.js'), ...words], { env });

  const data = `${first.DOSSIER_DATA}-demo`;
  let place = { env: { ...first, DOSSIER_DATA: data }, address: `sqlite:${join(data, 'dossier.sqlite')}` };
  let current = await serve(first, [`--demo=${customers}`]);
  const { said } = current;
  if (server) {
    place = await moveInto(await fresh('walk'));
    current = await serve(place.env);
  }

  // A backup is the same for every engine: stopped, it is put back into the other one, with the keys that it was sealed with.
  async function moveInto(address) {
    const archive = join(folder, 'demo.tar');
    succeed(await dossierIn(place.env, 'backup', '--output', archive));
    await current.stop();
    const env = { ...place.env, DATABASE_URL: address };
    succeed(await dossierIn(env, 'restore', archive));
    return { env, address };
  }

  return {
    url: current.url,
    said,
    folder,
    engine: server ? new URL(server).protocol.slice(0, -1) : 'sqlite',
    /** Runs the command line on it, as its operator does. */
    dossier: async (...words) => await dossierIn(place.env, ...words),
    /** Works on its database with SQL. */
    sql: async () => await openSql(place.address),
    /**
     * A copy of the database, with a data folder of its own and the keys that are in use. Nothing works in the background on it:
     * a worker beside another would look after the same keys.
     */
    copy: async (purpose) => {
      const address = await fresh(purpose);
      await copyDatabase(place.address, address);
      const env = {
        ...place.env,
        DOSSIER_DATA: join(folder, `data-${purpose}`),
        DOSSIER_KEYS: join(data, 'keys'),
        DATABASE_URL: address,
        DOSSIER_WORKER: 'none',
      };
      return {
        dossier: async (...words) => await dossierIn(env, ...words),
        sql: async () => await openSql(address),
        serve: async () => await serve(env),
      };
    },
    stop: end,
  };
}

/** What a command printed, when it was done. @throws Error with what it said otherwise */
export function succeed({ code, stdout, stderr }) {
  if (code !== 0) throw new Error(`a command ended with ${code}: ${stderr}${stdout}`);
  return stdout;
}

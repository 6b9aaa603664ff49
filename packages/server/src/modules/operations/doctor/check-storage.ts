import { sql } from 'kysely';
import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { DoctorCheck } from '../../../platform/doctor/doctor-check.ts';

const GIB = 2 ** 30;
const TOO_LITTLE = GIB / 10;
const LITTLE = GIB;
const OLD_BACKUP_MS = 7 * 86_400_000;

/** Space left where the installation writes. */
export const diskCheck: DoctorCheck = {
  name: 'disk',
  description: 'space left in the data folder',
  run: async ({ dataFolder }) => {
    const { bavail, bsize } = await statfs(dataFolder);
    const free = bavail * bsize;
    const message = `${(free / GIB).toFixed(1)} GiB are free in ${dataFolder}.`;
    if (free < TOO_LITTLE) return [{ level: 'ERROR', message }];
    return [{ level: free < LITTLE ? 'WARNING' : 'NOTE', message }];
  },
};

/** Whether the embedded database's file is sound. */
export const integrityCheck: DoctorCheck = {
  name: 'integrity',
  description: "the embedded database's file",
  run: async ({ db }) => {
    if (db.address.engine !== 'sqlite') return [];
    const { rows } = await sql<{ quick_check: string }>`pragma quick_check(5)`.execute(db.heavy);
    const problems = rows.map((row) => row.quick_check).filter((text) => text !== 'ok');
    return problems.map((problem) => ({ level: 'ERROR', message: `The database file is damaged: ${problem}` }));
  },
};

/** How old the newest backup in the data folder is. */
export const backupCheck: DoctorCheck = {
  name: 'backups',
  description: 'age of the newest backup in the data folder',
  run: async ({ dataFolder, now }) => {
    const folder = join(dataFolder, 'backups');
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.tar'));
    const times = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).mtimeMs));
    if (times.length === 0) return [{ level: 'NOTE', message: `There is no backup in ${folder}.` }];
    const days = Math.floor((now() - Math.max(...times)) / 86_400_000);
    if (now() - Math.max(...times) < OLD_BACKUP_MS) return [];
    return [{ level: 'WARNING', message: `The newest backup in ${folder} is ${days} days old.` }];
  },
};

import { type Config, isLoopback } from '../../platform/config/config.ts';
import type { Services } from '../../platform/context/context.ts';
import { StartProblem } from '../start-problem.ts';

/** What an installation knows of being a demo. */
export interface DemoState {
  /** `filling` until it was filled to its end, then `true`; undefined in an installation that is none. */
  readonly demo: string | undefined;
  readonly size: number;
  /** Whether there is data in it. */
  readonly isUsed: boolean;
}

/** Reads it from the settings of a migrated installation. */
export async function readDemoState({ db }: Services): Promise<DemoState> {
  const rows = await db.read
    .selectFrom('setting')
    .select(['name', 'value'])
    .where('name', 'in', ['demo', 'demoSize'])
    .execute();
  const values = new Map(rows.map(({ name, value }) => [name, value]));
  const user = await db.read.selectFrom('staff_user').select('id').limit(1).executeTakeFirst();
  const customer = await db.read.selectFrom('customer').select('id').limit(1).executeTakeFirst();
  return {
    demo: values.get('demo'),
    size: Number(values.get('demoSize')),
    isUsed: user !== undefined || customer !== undefined,
  };
}

/** Notes that filling begins, or that it ended. */
export async function writeDemoState({ db }: Services, demo: 'filling' | 'true', size: number): Promise<void> {
  await db.transaction(async (trx) => {
    await trx.deleteFrom('setting').where('name', 'in', ['demo', 'demoSize']).execute();
    await trx
      .insertInto('setting')
      .values([
        { name: 'demo', value: demo },
        { name: 'demoSize', value: String(size) },
      ])
      .execute();
  });
}

/**
 * Keeps a demo on this machine: everybody knows its passwords.
 *
 * @throws StartProblem when the installation is a demo and listens for others
 */
export async function refuseDemoBeyondThisMachine(services: Services, config: Pick<Config, 'host'>): Promise<void> {
  if (isLoopback(config.host) || (await readDemoState(services)).demo === undefined) return;
  throw new StartProblem(
    'This is a demo, whose passwords everybody knows: it may listen on this machine only. Start it without HOST.',
  );
}

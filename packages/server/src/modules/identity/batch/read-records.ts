import { type CustomerStatements, KEPT_STATUSES, readStatements } from '../../customer/index.ts';
import type { MatchRecord } from '../record/match-record.ts';
import { toMatchRecord } from '../record/to-match-record.ts';

const AT_ONCE = 1_000;
/** What the values are opened for, as the key store is told. */
export const RECOGNITION = 'RECOGNITION';

/** Every living customer as recognition compares them, in order of keys, in portions. Opened values stay in memory. */
export async function* readPortions(
  on: Parameters<typeof readStatements>[0],
  signal?: AbortSignal,
): AsyncGenerator<MatchRecord[]> {
  for (let after = 0; ;) {
    signal?.throwIfAborted();
    const some: CustomerStatements[] = await readStatements(on, RECOGNITION, after, AT_ONCE);
    const last = some.at(-1);
    if (last === undefined) return;
    yield some.map(({ id, kind, statements }) => toMatchRecord(id, kind, statements));
    after = last.id;
  }
}

/** How many customers recognition looks at. */
export async function countCustomers({ db }: Parameters<typeof readStatements>[0]): Promise<number> {
  const { n } = await db.heavy
    .selectFrom('customer')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('status', 'in', KEPT_STATUSES)
    .executeTakeFirstOrThrow();
  return Number(n);
}

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

/** What stands in for a service of ranges. */
export interface StandInRanges {
  readonly url: URL;
  /** Every request: its path and whether padding was asked for. */
  readonly requests: { path: string; padded: boolean }[];
  /** What it answers with instead, for as long as it is set; `silent`: nothing at all. */
  trouble: { status: number; body?: string; location?: string } | 'silent' | undefined;
  close(): Promise<void>;
}

/** The range that each of these passwords lies in, in the form of Pwned Passwords. */
export function rangesOf(passwords: readonly string[]): ReadonlyMap<string, string> {
  const ranges = new Map<string, string>();
  for (const password of passwords) {
    const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
    const prefix = digest.slice(0, 5);
    ranges.set(prefix, `${ranges.get(prefix) ?? ''}${digest.slice(5)}:42\r\n`);
  }
  return ranges;
}

/** Starts one that knows these passwords; what is asked for without being known is answered with padding, as the real one does. */
export async function startStandInRanges(passwords: readonly string[], padding = ''): Promise<StandInRanges> {
  const ranges = rangesOf(passwords);
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    standIn.requests.push({ path, padded: request.headers['add-padding'] === 'true' });
    const { trouble } = standIn;
    if (trouble === 'silent') return;
    if (trouble) {
      const headers = trouble.location === undefined ? {} : { location: trouble.location };
      response.writeHead(trouble.status, headers).end(trouble.body ?? '');
      return;
    }
    const prefix = path.replace('/range/', '');
    response.writeHead(200).end(`${ranges.get(prefix) ?? ''}${padding}${'0'.repeat(34)}F:0\r\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const standIn: StandInRanges = {
    url: new URL(`http://127.0.0.1:${port}/range`),
    requests: [],
    trouble: undefined,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return standIn;
}

/* The floor: what anybody could write by hand in an afternoon, without rights, limits, sessions, history or audit. */
import { createServer } from 'node:http';
import { openFloorStore } from './floor-store.ts';

const store = openFloorStore(process.env['DATABASE_URL'] ?? '');

const routes: Readonly<Record<string, (body: never) => Promise<unknown>>> = {
  '/point': async ({ id }: { id: number }) => await store.point(id),
  '/list': async ({ province, stage }: { province: string; stage: string }) => await store.list(province, stage),
  '/opened': async ({ province, stage }: { province: string; stage: string }) => await store.opened(province, stage),
  '/graph': async ({ province, stage }: { province: string; stage: string }) => await store.graph(province, stage),
  '/create': async (body: Parameters<typeof store.create>[0]) => await store.create(body),
  '/scan': async ({ text }: { text: string }) => await store.scan(text),
};

const server = createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8').on('data', (part: string) => (text += part));
  request.on('end', () => {
    const answer = routes[request.url ?? ''];
    if (!answer) return void response.writeHead(404).end();
    // Each route reads the fields that the bench sends to it.
    answer(JSON.parse(text) as never).then(
      (data) => {
        const body = Buffer.from(JSON.stringify({ data }));
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
});
server.keepAliveTimeout = 72_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`floor at http://localhost:${typeof address === 'object' ? address?.port : ''}\n`);
});
process.once('SIGTERM', () => process.exit(0));

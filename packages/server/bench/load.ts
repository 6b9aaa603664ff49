/* The load generator, a process of its own: so many connections, each asking again as soon as it is answered. */
import { connect, type Socket } from 'node:net';
import { readFileSync } from 'node:fs';

/** What the bench asks of this process. */
export interface LoadOrder {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** File with a JSON list of request bodies, taken in turn. */
  readonly bodies: string;
  /** Where in the list to begin: questions that may be asked once only go on where they stopped. */
  readonly from: number;
  readonly connections: number;
  readonly milliseconds: number;
}

/** What came back. */
export interface LoadResult {
  readonly answers: number;
  readonly perSecond: number;
  /** Answers with another status than 200, or whose body begins with errors. */
  readonly errors: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly asked: number;
  readonly bytes: number;
  readonly sample: string;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const requests = new Map<string, readonly Buffer[]>();

process.on('message', (order: LoadOrder) => {
  load(order).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

async function load(order: LoadOrder): Promise<LoadResult> {
  const key = `${order.port}${order.path}${order.bodies}`;
  const list = requests.get(key) ?? prepare(order);
  requests.set(key, list);
  let asked = order.from;
  let errors = 0;
  let bytes = 0;
  let sample = '';
  const times: number[] = [];
  const began = performance.now();
  const until = began + order.milliseconds;

  await Promise.all(Array.from({ length: order.connections }, () => talk()));

  async function talk(): Promise<void> {
    const socket = connect(order.port, '127.0.0.1');
    socket.setNoDelay(true);
    await new Promise<void>((done, failed) => socket.once('connect', done).once('error', failed));
    await new Promise<void>((done, failed) => {
      let sentAt = 0;
      let wanted = -1;
      let got = 0;
      let head: Buffer = Buffer.alloc(0);
      const next = () => {
        if (performance.now() >= until) return void socket.end(done);
        const request = list[asked++ % list.length];
        sentAt = performance.now();
        if (request) socket.write(request);
      };
      socket.on('error', failed);
      socket.on('data', (part: Buffer) => {
        if (wanted < 0) {
          head = head.length === 0 ? part : Buffer.concat([head, part]);
          const end = head.indexOf(END_OF_HEAD);
          if (end < 0) return;
          const text = head.toString('latin1', 0, end);
          wanted = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
          got = head.length - end - END_OF_HEAD.length;
          const beginning = head.toString('utf8', end + 4, end + 4 + 600);
          if (!text.startsWith('HTTP/1.1 200') || beginning.startsWith('{"errors"')) errors++;
          if (sample === '' || errors === 1) sample = `${text.split('\r\n')[0]} ${beginning}`;
        } else {
          got += part.length;
        }
        if (got < wanted) return;
        bytes += wanted;
        times.push(performance.now() - sentAt);
        wanted = -1;
        head = Buffer.alloc(0);
        next();
      });
      next();
    });
    close(socket);
  }

  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return {
    answers: times.length,
    perSecond: times.length / seconds,
    errors,
    p50: at(0.5),
    p95: at(0.95),
    asked,
    bytes,
    sample,
  };
}

function prepare({ port, path, headers, bodies }: LoadOrder): readonly Buffer[] {
  const list: string[] = JSON.parse(readFileSync(bodies, 'utf8'));
  const head = Object.entries({ host: `localhost:${port}`, 'content-type': 'application/json', ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  return list.map((body) =>
    Buffer.from(`POST ${path} HTTP/1.1\r\n${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`),
  );
}

function close(socket: Socket): void {
  socket.destroy();
}

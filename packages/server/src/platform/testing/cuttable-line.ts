import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A line to a database server that can be cut and mended: what a network or a restart does. */
export interface CuttableLine {
  /** The database's address through this line. */
  readonly url: string;
  /** Ends all connections and lets no new one through. */
  cut(): void;
  mend(): void;
  close(): void;
}

/** Opens a line to the server that a database address names. */
export async function openCuttableLine(databaseUrl: string): Promise<CuttableLine> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect({ host: target.hostname, port: Number(target.port || 3306) });
    join(near, far);
    join(far, near);
  });
  function join(one: Socket, other: Socket): void {
    open.add(one);
    one.pipe(other);
    one.on('error', () => other.destroy());
    one.on('close', () => {
      open.delete(one);
      other.destroy();
    });
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const through = new URL(databaseUrl);
  through.host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const end = () => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  return {
    url: through.toString(),
    cut: end,
    mend: () => {
      isCut = false;
    },
    close: () => {
      end();
      server.close();
    },
  };
}

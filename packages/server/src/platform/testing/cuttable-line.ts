import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A line to a database server that can be cut and mended: what a network or a restart does. */
export interface CuttableLine {
  /** The database's address through this line. */
  readonly url: string;
  /** Ends all connections; new ones are refused. */
  cut(): Promise<void>;
  /** Lets connections through again, on the same port. */
  mend(): Promise<void>;
}

/** Opens a line to the server that a database address names. Cut it when it is not needed any more. */
export async function openCuttableLine(databaseUrl: string): Promise<CuttableLine> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let server: Server | undefined;

  function join(one: Socket, other: Socket): void {
    open.add(one);
    one.pipe(other);
    one.on('error', () => other.destroy());
    one.on('close', () => {
      open.delete(one);
      other.destroy();
    });
  }
  async function listen(port: number): Promise<number> {
    server = createServer((near) => {
      const far = connect({ host: target.hostname, port: Number(target.port || 3306) });
      join(near, far);
      join(far, near);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  const port = await listen(0);
  const through = new URL(databaseUrl);
  through.host = `127.0.0.1:${port}`;
  return {
    url: through.toString(),
    cut: async () => {
      const closed = server?.listening ? once(server, 'close') : undefined;
      server?.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
    mend: async () => void (await listen(port)),
  };
}

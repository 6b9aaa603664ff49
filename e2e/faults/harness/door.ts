import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to the database server that can be shut: what goes through is cut, what comes anew is refused. */
export interface Door {
  readonly port: number;
  shut(): Promise<void>;
  open(): Promise<void>;
}

/** Opens a door on a free port. */
export async function openDoor(to: { host: string; port: number }): Promise<Door> {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const listen = async (port: number) => {
    server = createServer((near) => {
      const far = connect(to);
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((done) => server?.listen(port, '127.0.0.1', done));
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  };
  const port = await listen(0);
  return {
    port,
    shut: async () => {
      const closed = new Promise((done) => server?.close(done));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    open: async () => void (await listen(port)),
  };
}

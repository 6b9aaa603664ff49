import { once } from 'node:events';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { TestCertificate } from './certificates.fixture.ts';

// Protocol 10, capabilities of a server that speaks TLS and mysql_native_password, utf8mb4.
const GREETING = Buffer.concat([
  Buffer.from([10]),
  Buffer.from('8.0.0\0'),
  Buffer.from([1, 0, 0, 0]),
  Buffer.from('12345678\0'),
  Buffer.from([0xff, 0xff, 45, 2, 0, 0xff, 0xdf, 21]),
  Buffer.alloc(10),
  Buffer.from('123456789012\0mysql_native_password\0'),
]);
/** Header, capabilities, sizes and character set, and nothing of the user yet. */
const TLS_REQUEST_BYTES = 4 + 32;
const DENIED = Buffer.concat([Buffer.from([0xff, 0x15, 0x04]), Buffer.from('#28000Access denied by the stand-in')]);

function packet(sequence: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([body.length, 0, 0, sequence]), body]);
}

async function listening(server: Server): Promise<{ port: number; close: () => Promise<void> }> {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // Listening on TCP, so it has a port.
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Stands in for a database server as far as its certificate: who accepts that is told that access is denied. */
export async function startTlsDatabase({ cert, key }: TestCertificate) {
  return await listening(
    createServer((socket) => {
      socket.write(packet(0, GREETING));
      // What comes with the request, or right behind it, is the handshake already.
      socket.on('readable', function start() {
        if (socket.read(TLS_REQUEST_BYTES) === null) return;
        socket.off('readable', start);
        const secure = new TLSSocket(socket, { isServer: true, cert, key });
        secure.on('error', () => {});
        secure.once('data', () => secure.end(packet(3, DENIED)));
      });
    }),
  );
}

/** Stands in for a key service and a service of ranges, as far as what their addresses are asked first. */
export async function startHttpsServices({ cert, key }: TestCertificate) {
  const answers: Readonly<Record<string, string>> = {
    '/v1/transit/keys/dossier': JSON.stringify({ data: { type: 'aes256-gcm96', latest_version: 7 } }),
  };
  return await listening(
    createHttpsServer({ cert, key }, (request, response) => {
      response.end(answers[request.url ?? ''] ?? `${'0'.repeat(35)}:1\r\n`);
    }),
  );
}

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

const batch = z.object({
  batch_input: z.array(z.object({ plaintext: z.string().optional(), ciphertext: z.string().optional() })),
});

/** What stands in for a service with Vault's transit engine: one AES-256-GCM key named `dossier` under `transit`. */
export interface StandInTransit {
  readonly url: URL;
  /** Every request, as `POST encrypt/dossier 3`. */
  readonly requests: string[];
  /** What it answers with instead, for as long as it is set. */
  trouble: { status: number; body?: string } | undefined;
  keyType: string;
  close(): Promise<void>;
}

/** Starts one that knows this token. */
export async function startStandInTransit(token: string): Promise<StandInTransit> {
  const versions = [randomBytes(32)];
  const requests: string[] = [];

  function encrypt(plaintext: string): string {
    const key = versions.at(-1) ?? Buffer.alloc(32);
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const body = Buffer.concat([nonce, cipher.update(Buffer.from(plaintext, 'base64')), cipher.final()]);
    return `vault:v${versions.length}:${Buffer.concat([body, cipher.getAuthTag()]).toString('base64')}`;
  }
  function decrypt(ciphertext: string): string {
    const [, version = '', content = ''] = /^vault:v(\d+):(.*)$/.exec(ciphertext) ?? [];
    const key = versions[Number(version) - 1];
    if (!key) throw new Error('no such version');
    const bytes = Buffer.from(content, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('base64');
  }
  function answer(path: string, body: string): object | undefined {
    if (path === 'keys/dossier') return { data: { type: standIn.keyType, latest_version: versions.length } };
    if (path === 'keys/dossier/rotate') return void versions.push(randomBytes(32));
    const { batch_input } = batch.parse(JSON.parse(body));
    if (path === 'encrypt/dossier') {
      return { data: { batch_results: batch_input.map(({ plaintext = '' }) => ({ ciphertext: encrypt(plaintext) })) } };
    }
    return { data: { batch_results: batch_input.map(({ ciphertext = '' }) => ({ plaintext: decrypt(ciphertext) })) } };
  }
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const body = Buffer.concat(parts).toString();
    const path = (request.url ?? '').replace('/v1/transit/', '');
    const count = body.includes('batch_input') ? ` ${batch.parse(JSON.parse(body)).batch_input.length}` : '';
    requests.push(`${request.method} ${path}${count}`);
    const say = (status: number, text: string) => void response.writeHead(status).end(text);
    if (standIn.trouble) return say(standIn.trouble.status, standIn.trouble.body ?? '{"errors":["secret details"]}');
    if (request.headers['x-vault-token'] !== token) return say(403, '{"errors":["permission denied"]}');
    try {
      const result = answer(path, body);
      say(result ? 200 : 204, result ? JSON.stringify(result) : '');
    } catch {
      say(400, '{"errors":["cipher: message authentication failed"]}');
    }
  }

  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const standIn: StandInTransit = {
    url: new URL(`http://127.0.0.1:${port}/transit/dossier`),
    requests,
    trouble: undefined,
    keyType: 'aes256-gcm96',
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return standIn;
}

import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { KeyProblem } from './key-problem.ts';
import { type KeyWrapper, WrongMasterKey } from './key-wrapper.ts';
import { KEY_BYTES, readPrivateFile } from './master-file.ts';

const PER_REQUEST = 1_000;
const TIMEOUT_MS = 10_000;
const BOUND_BYTES = 16;
// Those that refuse what was changed.
const AUTHENTICATED = new Set(['aes256-gcm96', 'aes128-gcm96', 'chacha20-poly1305']);
const CIPHERTEXT = /^vault:v([1-9]\d{0,4}):[A-Za-z0-9+/]+={0,2}$/;

/** Where the service is and what this program may use it with. */
export interface TransitOptions {
  /** Origin, mount and key, for example `https://vault.example.com:8200/transit/dossier`. */
  readonly url: URL;
  /** File with the token, of mode 0600; read anew for each request, since agents renew it. */
  readonly tokenFile: string;
  /** Namespace of an enterprise installation. */
  readonly namespace?: string;
}

const keySchema = z.object({ data: z.object({ type: z.string(), latest_version: z.int().min(1).max(0xffff) }) });
const encryptedSchema = z.object({ data: z.object({ batch_results: z.array(z.object({ ciphertext: z.string() })) }) });
const decryptedSchema = z.object({
  data: z.object({ batch_results: z.array(z.object({ plaintext: z.string().optional() })) }),
});

/** The service refused or could not be reached. Holds no token, no key and nothing the service said. */
export class TransitUnavailable extends KeyProblem {
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  constructor(place: string, status: number) {
    super(
      status === 0
        ? `The key service at ${place} cannot be reached: check its address and that it is unsealed.`
        : `The key service at ${place} refuses (HTTP ${status}): check the token's policy and the name of the key.`,
    );
    this.status = status;
  }
}

/**
 * Wraps with a key that never leaves a service with the HTTP interface of Vault's transit engine (Vault, OpenBao). What a
 * wrapped key is bound to is sealed with it, so that it holds with services that know no associated data, too.
 */
export function createTransitWrapper({ url, tokenFile, namespace }: TransitOptions): KeyWrapper {
  const { mount, name } = partsOf(url);
  const place = `${url.origin}/${mount}/${name}`;
  let version: number | undefined;

  async function call(method: 'GET' | 'POST', operation: string, body?: object): Promise<unknown> {
    const headers: Record<string, string> = { 'x-vault-token': readPrivateFile(tokenFile).trim() };
    if (namespace) headers['x-vault-namespace'] = namespace;
    if (body) headers['content-type'] = 'application/json';
    const target = new URL(`/v1/${mount}/${operation}`, url.origin);
    const init: RequestInit = { method, headers, signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'manual' };
    const answer = await fetch(target, body ? { ...init, body: JSON.stringify(body) } : init).catch(() => undefined);
    if (!answer) throw new TransitUnavailable(place, 0);
    const text = await answer.text().catch(() => '');
    if (!answer.ok) throw new TransitUnavailable(place, answer.status);
    return text === '' ? {} : parseJson(text, place);
  }
  async function readVersion(): Promise<number> {
    const parsed = keySchema.safeParse(await call('GET', `keys/${name}`));
    if (!parsed.success) throw new TransitUnavailable(place, 200);
    const { type, latest_version } = parsed.data.data;
    if (!AUTHENTICATED.has(type)) {
      throw new KeyProblem(`The key ${place} is of type "${type}"; expected one of ${[...AUTHENTICATED].join(', ')}.`);
    }
    return latest_version;
  }

  return {
    kind: 'transit',
    spec: { kind: 'transit', url: url.href, tokenFile, namespace },
    place,
    currentVersion: async () => (version ??= await readVersion()),
    refresh: async () => {
      version = undefined;
    },
    wrap: async (keys) => {
      // Said with each wrapped key itself: the service may have been told to rotate meanwhile.
      return await inBatches(keys, async (part) => {
        const batch_input = part.map(({ bound, key }) => {
          const content = Buffer.concat([key, digestOf(bound)]);
          const plaintext = content.toString('base64');
          content.fill(0);
          return { plaintext };
        });
        const parsed = encryptedSchema.safeParse(await call('POST', `encrypt/${name}`, { batch_input }));
        if (!parsed.success || parsed.data.data.batch_results.length !== part.length) {
          throw new TransitUnavailable(place, 200);
        }
        return parsed.data.data.batch_results.map(({ ciphertext }) => {
          const masterVersion = Number(CIPHERTEXT.exec(ciphertext)?.[1] ?? 0);
          if (masterVersion === 0 || masterVersion > 0xffff) throw new TransitUnavailable(place, 200);
          return { masterVersion, wrapped: Buffer.from(ciphertext, 'latin1') };
        });
      });
    },
    unwrap: async (keys) => {
      return await inBatches(keys, async (part) => {
        const batch_input = part.map(({ wrapped }) => ({ ciphertext: wrapped.toString('latin1') }));
        const first = part[0]?.masterVersion ?? 0;
        const answer = await call('POST', `decrypt/${name}`, { batch_input }).catch((error: unknown) => {
          // A bad request is how the service says that a ciphertext is not one of this key's.
          const isRefused = error instanceof TransitUnavailable && error.status === 400;
          throw isRefused ? new WrongMasterKey(first) : error;
        });
        const results = decryptedSchema.safeParse(answer);
        if (!results.success) throw new TransitUnavailable(place, 200);
        return part.map(({ bound, masterVersion }, i) => {
          const content = Buffer.from(results.data.data.batch_results[i]?.plaintext ?? '', 'base64');
          const isRight =
            content.length === KEY_BYTES + BOUND_BYTES && timingSafeEqual(content.subarray(KEY_BYTES), digestOf(bound));
          if (!isRight) throw new WrongMasterKey(masterVersion);
          return content.subarray(0, KEY_BYTES);
        });
      });
    },
    addVersion: async () => {
      await call('POST', `keys/${name}/rotate`);
      return (version = await readVersion());
    },
    close: () => {},
  };
}

/** Whether an address names a transit key, over a line that nobody listens on. */
export function isTransitUrl(url: URL): boolean {
  const isLocal = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLocal);
  return isSafe && /^(?:\/[\w.-]+){2,}$/.test(url.pathname) && !url.search && !url.hash && !url.username;
}

function partsOf(url: URL): { mount: string; name: string } {
  const parts = url.pathname.slice(1).split('/');
  return { mount: parts.slice(0, -1).join('/'), name: parts.at(-1) ?? '' };
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TransitUnavailable(place, 200);
  }
}

function digestOf(bound: string): Buffer {
  return createHash('sha256').update(bound).digest().subarray(0, BOUND_BYTES);
}

async function inBatches<In, Out>(all: readonly In[], work: (part: readonly In[]) => Promise<readonly Out[]>) {
  const results: Out[] = [];
  for (let start = 0; start < all.length; start += PER_REQUEST) {
    results.push(...(await work(all.slice(start, start + PER_REQUEST))));
  }
  return results;
}

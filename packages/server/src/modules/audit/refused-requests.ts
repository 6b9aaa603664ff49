import { SYSTEM } from '../../platform/context/actor.ts';
import { createContext, type Services } from '../../platform/context/context.ts';
import { AUDIT_COLUMNS, auditRow } from './record-audit.ts';

const WINDOW_MS = 60_000;
const MOST_ADDRESSES = 1_000;

/** Requests that were refused for their form: added up, and written to the audit log now and then. */
export interface RefusedRequests {
  /** One more. `code` says what was wrong with it, `address` where it came from. */
  note(code: string, address: string): void;
  /** Writes what was added up so far, if anything was. */
  write(): Promise<void>;
}

/**
 * Adds up requests of forms that no program of ours sends: what was asked for wrongly, too dearly, too often, from another site or
 * with a token that is none. However many come, there is at most one entry a minute of each process: how many of which kind, from
 * how many addresses. Nobody can fill the log by sending them. Who was refused for want of a right stands in entries of its own.
 */
export function createRefusedRequests(services: Services): RefusedRequests {
  let counts = new Map<string, number>();
  let addresses = new Set<string>();
  let since = 0;
  let timer: NodeJS.Timeout | undefined;

  async function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (counts.size === 0) return;
    const codes = Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const detail = { ...codes, addresses: addresses.size, seconds: Math.ceil((services.now() - since) / 1_000) };
    counts = new Map();
    addresses = new Set();
    const ctx = createContext(services, { actor: SYSTEM, locale: 'en', requestId: '' });
    const row = auditRow(ctx, { action: 'request.refused', objectType: 'installation', detail });
    await services.db.ids.ensure(1);
    await services.db.append('audit_entry', AUDIT_COLUMNS, [[services.db.ids.take(), ...row]]);
  }

  return {
    note: (code, address) => {
      if (counts.size === 0) since = services.now();
      counts.set(code, (counts.get(code) ?? 0) + 1);
      if (addresses.size < MOST_ADDRESSES) addresses.add(address);
      timer ??= setTimeout(() => {
        write().catch((error: unknown) => {
          const name = error instanceof Error ? error.name : 'unknown';
          services.log.warn({ error: name }, 'refused requests could not be written to the audit log');
        });
      }, WINDOW_MS).unref();
    },
    write,
  };
}

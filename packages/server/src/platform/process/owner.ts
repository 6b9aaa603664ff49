import { createHash, randomBytes } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

// Process ids mean something only within one process namespace: two containers of one host have their own.
const HOST = createHash('sha256').update(`${hostname()}|${processNamespace()}`).digest('hex').slice(0, 16);

/** Names one owner of leases: the machine, the process and a part of it, for example a worker. Never used twice. */
export function newOwner(): string {
  return `${HOST}:${process.pid}:${randomBytes(6).toString('hex')}`;
}

/**
 * Whether an owner's process is known to have ended: it ran on this machine and is no more. False when nothing can be
 * known; the lease's end decides then.
 */
export function isGone(owner: string): boolean {
  const [host, pid] = owner.split(':');
  if (host !== HOST || !pid) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

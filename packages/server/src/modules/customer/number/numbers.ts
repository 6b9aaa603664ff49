import type { Database } from '../../../platform/database/database.ts';
import { NumberAllocator } from './number-allocator.ts';

const allocators = new WeakMap<Database, NumberAllocator>();

/** The allocator of this process for a database: blocks in memory are shared by all requests and jobs. */
export function numbersOf(db: Database): NumberAllocator {
  const known = allocators.get(db);
  if (known) return known;
  const made = new NumberAllocator(db);
  allocators.set(db, made);
  return made;
}

/** Whether everything is to be tried (`npm test -- faults`), or only what takes seconds (`npm test`). */
export const ALL = process.env['DOSSIER_FAULTS'] === 'all';

/** The given number of rounds, or fewer for the quick part. */
export function rounds(all: number, quick: number): number {
  return Number(process.env['DOSSIER_FAULT_ROUNDS'] ?? (ALL ? all : quick));
}

const seed = Number(process.env['DOSSIER_FAULT_SEED'] ?? Date.now() % 1_000_000);
let state = seed;

/** The seed of this run, printed so that a failure can be had again as nearly as processes allow. */
export const SEED = seed;

/** A number from 0 to 1, from the seed (mulberry32, Tommy Ettinger, public domain). */
export function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}

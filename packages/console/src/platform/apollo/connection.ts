import { readonly, ref } from 'vue';

/** `up`: fine. `down`: the server cannot be reached; recovers by itself. `outdated`: the server is newer, reload the page. */
export type ConnectionState = 'up' | 'down' | 'outdated';

const state = ref<ConnectionState>('up');
const recovered = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** The connection to the server as the banner shows it. */
export const connectionState = readonly(state);

/** Calls `listener` each time the server is reachable again. Returns the way to stop. */
export function onRecovered(listener: () => void): () => void {
  recovered.add(listener);
  return () => recovered.delete(listener);
}

/** Says that the server could not be reached; from now on it is asked every few seconds until it answers. */
export function reportDown(probe: () => Promise<boolean> = probeServer): void {
  if (state.value === 'outdated') return;
  state.value = 'down';
  if (timer === undefined) waitAndProbe(probe, 1_000);
}

/** Says that this console is older than the server, so its documents are not known there any more. */
export function reportOutdated(): void {
  state.value = 'outdated';
}

/** Says that the server answered. */
export function reportUp(): void {
  if (timer !== undefined) clearTimeout(timer);
  timer = undefined;
  if (state.value !== 'down') return;
  state.value = 'up';
  for (const listener of recovered) listener();
}

function waitAndProbe(probe: () => Promise<boolean>, wait: number): void {
  timer = setTimeout(async () => {
    if (await probe()) reportUp();
    else waitAndProbe(probe, Math.min(wait * 1.5, 10_000));
  }, wait);
}

async function probeServer(): Promise<boolean> {
  try {
    return (await fetch('/readyz', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

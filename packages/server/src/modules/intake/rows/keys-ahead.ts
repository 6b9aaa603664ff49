/** Primary keys that are asked for at once: a batch of a thousand rows takes about five thousand. */
const RUN = 40_000;

/**
 * Reserves runs of primary keys out of longer ones that are asked for before they are needed: whoever hands them out is busy
 * writing for a batch's time, and both would wait for each other. What is left when the work ends is never used.
 *
 * @param request takes so many keys that follow each other and returns the first
 */
export function reserveAhead(request: (count: number) => Promise<number>): (count: number) => Promise<number> {
  let next = 0;
  let end = 0;
  let coming: Promise<number> | undefined;

  function order(): void {
    coming ??= request(RUN);
    // Whoever waits for it is told; nobody may be waiting yet.
    coming.catch(() => undefined);
  }
  return async (count) => {
    if (count > RUN) return await request(count);
    while (end - next < count) {
      order();
      const first = await coming;
      if (first === undefined || end - next >= count) continue;
      coming = undefined;
      next = first;
      end = first + RUN;
    }
    const first = next;
    next += count;
    if (end - next < RUN / 2) order();
    return first;
  };
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectionState, onRecovered, reportDown, reportUp } from './connection.ts';

describe('connection', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    reportUp();
    vi.useRealTimers();
  });

  it('asks until the server answers, then says once that it is back', async () => {
    const answers = [false, false, true];
    const recovered = vi.fn();
    const stop = onRecovered(recovered);
    reportDown(() => Promise.resolve(answers.shift() ?? true));
    reportDown(() => Promise.resolve(true));
    expect(connectionState.value).toBe('down');
    await vi.advanceTimersByTimeAsync(2_600);
    expect([connectionState.value, answers.length]).toEqual(['down', 1]);
    await vi.advanceTimersByTimeAsync(2_300);
    expect([connectionState.value, recovered.mock.calls.length]).toEqual(['up', 1]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(recovered).toHaveBeenCalledOnce();
    stop();
  });
});

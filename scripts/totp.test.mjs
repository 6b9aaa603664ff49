import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { nextCode, totpAt } from './totp.mjs';

const STEP = 30_000;
// RFC 6238, appendix B: its seed for SHA-1, and two moments with the last six of its eight digits.
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('codes of a second factor', () => {
  it('are those of the RFC', () => {
    assert.equal(totpAt(SEED, 1), '287082');
    assert.equal(totpAt(SEED, 0x23523ec), '081804');
  });

  it('still count when they arrive ten seconds after they were given', async () => {
    mock.timers.enable({ apis: ['Date'] });
    try {
      for (let second = 0; second < 30; second += 1) {
        // Steps far apart, so that no code was given out before.
        const given = (1000 + 10 * second) * STEP + second * 1000;
        mock.timers.setTime(given);
        const code = await nextCode(SEED);
        const arrived = Math.floor((given + 10_000) / STEP);
        const taken = [-1, 0, 1].map((beside) => totpAt(SEED, arrived + beside));
        assert.ok(taken.includes(code), `given in second ${second}`);
      }
    } finally {
      mock.timers.reset();
    }
  });
});

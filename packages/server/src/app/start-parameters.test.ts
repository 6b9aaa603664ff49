import { describe, expect, it } from 'vitest';
import { demoEnvironment, readParameters } from './start-parameters.ts';

describe('readParameters', () => {
  it.each([
    [[], undefined],
    [['--demo'], 2_000],
    [['--demo=100000'], 100_000],
  ])('%o', (given, demoCustomers) => {
    expect(readParameters(given)).toEqual({ demoCustomers });
  });

  it.each([['--demo=many'], ['--demo=0'], ['--demo='], ['--port=1'], ['demo']])('refuses %s', (given) => {
    expect(() => readParameters([given])).toThrow(/^(--demo is|"--port=1" is not known|"demo" is not known)/);
  });
});

describe('demoEnvironment', () => {
  it('keeps away from the real data', () => {
    expect(demoEnvironment({ PORT: '1', DOSSIER_KEYS: '/keys' })).toEqual({
      PORT: '1',
      DOSSIER_DATA: 'data-demo',
      DOSSIER_KEYS: '',
      KEYSTORE_URL: '',
      DOSSIER_TRANSIT_URL: '',
      DOSSIER_AUDIT_WITNESS: '',
    });
    expect(demoEnvironment({ DOSSIER_DATA: '/srv/crm' })['DOSSIER_DATA']).toBe('/srv/crm-demo');
    expect(() => demoEnvironment({ DATABASE_URL: 'mysql://real' })).toThrow('without DATABASE_URL');
  });
});

import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env, '/srv');
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(readConfig({}, '/srv')).toEqual({
      mode: 'production',
      database: { engine: 'sqlite', path: '/srv/data/dossier.sqlite' },
      dataFolder: '/srv/data',
      keysFolder: '/srv/data/keys',
      keyStore: { engine: 'sqlite', path: '/srv/data/keys/subjects.sqlite' },
      transit: undefined,
      auditWitness: '/srv/data/audit-witness.jsonl',
      breachedPasswords: undefined,
      host: '127.0.0.1',
      port: 4000,
      publicUrl: undefined,
      behindProxy: false,
      logLevel: 'info',
      embeddedWorker: true,
      metricsToken: undefined,
    });
  });

  it('knows where keys may be kept elsewhere', () => {
    const { keyStore, transit } = readConfig(
      {
        KEYSTORE_URL: 'mysql://keys:secret@keys.example.com/dossier_keys',
        DOSSIER_TRANSIT_URL: 'https://vault.example.com:8200/transit/dossier',
        DOSSIER_TRANSIT_TOKEN_FILE: 'secrets/token',
        DOSSIER_TRANSIT_NAMESPACE: 'crm',
      },
      '/srv',
    );
    expect(keyStore).toMatchObject({ engine: 'mysql', host: 'keys.example.com', database: 'dossier_keys' });
    expect(transit).toEqual({
      url: new URL('https://vault.example.com:8200/transit/dossier'),
      tokenFile: '/srv/secrets/token',
      namespace: 'crm',
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' }, '/srv').port).toBe(4000);
  });

  it('names every mistake at once', () => {
    expect(
      problemsOf({ PORT: '80a', DOSSIER_MODE: 'prod', LOG_LEVEL: 'loud', DATABASE_URL: 'postgres://a:secret@b/c' }),
    ).toEqual([
      'DOSSIER_MODE is "prod"; expected one of production, development',
      'LOG_LEVEL is "loud"; expected one of error, warn, info, debug, silent',
      'PORT is "80a"; expected a whole number from 0 to 65535',
      'DATABASE_URL is wrong: "postgres:" is not a known engine; expected sqlite:<path>, mysql://user:password@host:port/database or mariadb://… the same way',
    ]);
  });

  it.each([
    [{ PUBLIC_URL: 'dossier.example.com' }, 'PUBLIC_URL is "dossier.example.com"'],
    [{ PUBLIC_URL: 'https://a.example/dossier' }, 'PUBLIC_URL is "https://a.example/dossier"'],
    [{ PORT: '65536' }, 'PORT is "65536"'],
    [{ HOST: '0.0.0.0' }, 'HOST is "0.0.0.0", which other machines can reach'],
    [{ HOST: '10.0.0.7', PUBLIC_URL: 'http://10.0.0.7' }, 'HOST is "10.0.0.7", which other machines can reach'],
    [{ DOSSIER_AUDIT_WITNESS: '/mnt/worm/' }, 'DOSSIER_AUDIT_WITNESS is "/mnt/worm/", a folder'],
    [{ DOSSIER_AUDIT_WITNESS: 'data' }, 'DOSSIER_AUDIT_WITNESS is "data", a folder'],
    [
      { DATABASE_URL: 'mysql://a:b@10.0.0.7/dossier?tls=required' },
      'DATABASE_URL is wrong: it asks for TLS and names the host by its number',
    ],
    [
      { KEYSTORE_URL: 'mysql://a:b@[::1]/keys?tls=required' },
      'KEYSTORE_URL is wrong: it asks for TLS and names the host by its number',
    ],
    [{ KEYSTORE_URL: 'redis://secret@x' }, 'KEYSTORE_URL is wrong: "redis:" is not a known engine'],
    [{ KEYSTORE_URL: 'sqlite:data/dossier.sqlite' }, 'KEYSTORE_URL names the database itself'],
    [
      { DATABASE_URL: 'mysql://a:b@db/dossier', KEYSTORE_URL: 'mariadb://c:d@db:3306/dossier' },
      'KEYSTORE_URL names the database itself',
    ],
    [
      { DOSSIER_TRANSIT_URL: 'http://vault.example.com/transit/dossier', DOSSIER_TRANSIT_TOKEN_FILE: 't' },
      'DOSSIER_TRANSIT_URL is wrong',
    ],
    [{ DOSSIER_TRANSIT_URL: 'https://vault.example.com/transit/dossier' }, 'DOSSIER_TRANSIT_TOKEN_FILE is not set'],
    [{ DOSSIER_BREACHED_PASSWORDS: 'http://ranges.example.com/range' }, 'DOSSIER_BREACHED_PASSWORDS is wrong'],
    [{ DOSSIER_BREACHED_PASSWORDS: 'https://a:b@ranges.example.com' }, 'DOSSIER_BREACHED_PASSWORDS is wrong'],
    [{ DOSSIER_BREACHED_PASSWORDS: 'ftp://ranges.example.com' }, 'DOSSIER_BREACHED_PASSWORDS is wrong'],
    [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN is too short'],
  ])('refuses %o', (env, beginning) => {
    const problems = problemsOf(env);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(beginning);
  });

  it('takes the witness from where the installation is, like other paths', () => {
    expect(readConfig({ DOSSIER_AUDIT_WITNESS: '../worm/w.jsonl' }, '/srv').auditWitness).toBe('/worm/w.jsonl');
  });

  it.each([
    ['https://ranges.example.com/range/', { url: new URL('https://ranges.example.com/range/') }],
    ['http://127.0.0.1:8080', { url: new URL('http://127.0.0.1:8080') }],
    ['ranges', { folder: '/srv/ranges' }],
    ['/mnt/ranges', { folder: '/mnt/ranges' }],
  ])('looks breached passwords up at %s', (value, source) => {
    expect(readConfig({ DOSSIER_BREACHED_PASSWORDS: value }, '/srv').breachedPasswords).toEqual(source);
  });

  it('never shows a password', () => {
    expect(problemsOf({ DATABASE_URL: 'mysql://root:hunter2@db' }).join()).not.toContain('hunter2');
  });

  it('binds off loopback with an https address', () => {
    const config = readConfig({ HOST: '0.0.0.0', PUBLIC_URL: 'https://crm.example.com/' }, '/srv');
    expect(config).toMatchObject({ host: '0.0.0.0', publicUrl: 'https://crm.example.com', behindProxy: true });
  });
});

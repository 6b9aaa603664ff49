import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../app/testing/test-app.ts';
import type { Ctx } from '../../platform/context/context.ts';

let app: TestApp;
let admin: Ctx;
beforeAll(async () => {
  app = await createTestApp();
  admin = app.ctxFor('ADMIN');
});
afterAll(async () => await app.close());

const UPDATE = `mutation ($input: SettingsInput!) { settingsUpdate(input: $input) {
  settings { installationName timeZone defaultLocale defaultCurrency defaultPhoneRegion } userErrors { code field } } }`;
const LISTS =
  'query ($names: [String!]) { codeLists(names: $names) { name entries { code labelEn position retired isBuiltIn } } }';
const UPDATE_LIST = `mutation ($name: String!, $entries: [CodeEntryInput!]!) { codeListUpdate(name: $name, entries: $entries) {
  codeList { entries { code labelZh retired isBuiltIn position } } userErrors { code field } } }`;

describe('settings', () => {
  it('have defaults, and what is set is there for every context at once', async () => {
    expect(await app.services.settings()).toMatchObject({
      installationName: 'Dossier',
      defaultLocale: 'zh-CN',
      defaultCurrency: 'CNY',
    });
    const { settingsUpdate } = await app.data(admin, UPDATE, {
      input: { installationName: ' 星河贸易 ', timeZone: 'Asia/Shanghai', defaultLocale: 'en', defaultCurrency: 'EUR' },
    });
    expect(settingsUpdate).toEqual({
      settings: {
        installationName: '星河贸易',
        timeZone: 'Asia/Shanghai',
        defaultLocale: 'en',
        defaultCurrency: 'EUR',
        defaultPhoneRegion: 'CN',
      },
      userErrors: [],
    });
    expect((await app.services.settings()).installationName).toBe('星河贸易');
    const { installation } = await app.data(
      app.ctxFor('anonymous'),
      '{ installation { name demo engine needsFirstAdministrator } }',
    );
    expect(installation).toEqual({ name: '星河贸易', demo: false, engine: null, needsFirstAdministrator: true });
  });

  it('refuses everything that is wrong at once, and changes nothing', async () => {
    const input = {
      installationName: ' ',
      timeZone: 'Mars/Olympus',
      defaultLocale: 'fr',
      defaultCurrency: 'XYZ',
      defaultPhoneRegion: 'ZZZ',
    };
    const { settingsUpdate } = await app.data(admin, UPDATE, { input });
    expect(settingsUpdate).toEqual({
      settings: null,
      userErrors: [
        { code: 'REQUIRED', field: ['input', 'installationName'] },
        { code: 'INVALID_CHOICE', field: ['input', 'timeZone'] },
        { code: 'INVALID_CHOICE', field: ['input', 'defaultLocale'] },
        { code: 'INVALID_CHOICE', field: ['input', 'defaultCurrency'] },
        { code: 'INVALID_CHOICE', field: ['input', 'defaultPhoneRegion'] },
      ],
    });
    expect((await app.services.settings()).installationName).toBe('星河贸易');
  });

  it('are changed by administrators only', async () => {
    const { errors } = await app.execute(app.ctxFor('STEWARD'), UPDATE, { input: { installationName: 'x' } });
    expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', permission: 'SETTINGS_WRITE' });
  });
});

describe('code lists', () => {
  it('ship with the program', async () => {
    const { codeLists } = await app.data(admin, LISTS, { names: ['grade', 'nothing'] });
    expect(codeLists).toEqual([
      {
        name: 'grade',
        entries: ['A', 'B', 'C', 'D'].map((code, position) => ({
          code,
          labelEn: code,
          position,
          retired: false,
          isBuiltIn: true,
        })),
      },
    ]);
    expect((await app.data(admin, LISTS)).codeLists.map(({ name }: { name: string }) => name)).toEqual([
      'stage',
      'grade',
      'industry',
      'size',
    ]);
  });

  it('are for whoever sees customers or keeps the settings, and nobody else', async () => {
    for (const role of ['SALES', 'SECURITY_ADMIN'] as const)
      expect((await app.data(app.ctxFor(role), LISTS)).codeLists).toHaveLength(4);
    const { errors } = await app.execute(app.ctxFor(['TOKEN_OWN']), LISTS);
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it('take renamed, retired, moved and own entries', async () => {
    const entries = [
      { code: 'VIP', labelZh: '贵宾', labelEn: 'VIP' },
      ...['A', 'B', 'C', 'D'].map((code) => ({ code, labelZh: `${code} 类`, labelEn: code, retired: code === 'D' })),
    ];
    const { codeListUpdate } = await app.data(admin, UPDATE_LIST, { name: 'grade', entries });
    expect(codeListUpdate).toEqual({
      codeList: {
        entries: [
          { code: 'VIP', labelZh: '贵宾', retired: false, isBuiltIn: false, position: 0 },
          { code: 'A', labelZh: 'A 类', retired: false, isBuiltIn: true, position: 1 },
          { code: 'B', labelZh: 'B 类', retired: false, isBuiltIn: true, position: 2 },
          { code: 'C', labelZh: 'C 类', retired: false, isBuiltIn: true, position: 3 },
          { code: 'D', labelZh: 'D 类', retired: true, isBuiltIn: true, position: 4 },
        ],
      },
      userErrors: [],
    });
  });

  it.each([
    ['grade', [{ code: 'A', labelZh: 'x', labelEn: 'x' }], 'IN_USE', ['entries']],
    ['grade', [{ code: 'a b', labelZh: 'x', labelEn: 'x' }], 'INVALID', ['entries', '0', 'code']],
    ['grade', [{ code: 'A', labelZh: ' ', labelEn: 'x' }], 'REQUIRED', ['entries', '0', 'labelZh']],
    [
      'grade',
      [
        { code: 'A', labelZh: 'x', labelEn: 'x' },
        { code: 'A', labelZh: 'x', labelEn: 'x' },
      ],
      'DUPLICATE',
      ['entries', '1', 'code'],
    ],
    ['nothing', [], 'NOT_FOUND', ['name']],
  ])('refuses in %s: %o', async (name, entries, code, field) => {
    const { codeListUpdate } = await app.data(admin, UPDATE_LIST, { name, entries });
    expect(codeListUpdate).toEqual({ codeList: null, userErrors: [{ code, field }] });
  });
});

import { MASS_EXPORT_ABOVE } from '@dossier/shared/access';
import { LOCALES } from '@dossier/shared/error';
import type { InstallationSettings } from '../../platform/context/context.ts';
import { briefMemory } from '../../platform/database/brief-memory.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Trx } from '../../platform/database/tables.ts';

const KEPT_MS = 2_000;

/** What an installation has before anyone sets anything. */
export const DEFAULT_SETTINGS: InstallationSettings = {
  installationName: 'Dossier',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  defaultLocale: 'zh-CN',
  defaultCurrency: 'CNY',
  defaultPhoneRegion: 'CN',
  numberPattern: 'C{seq:8}{check}',
  massExportAbove: MASS_EXPORT_ABOVE,
};

/** The name of a setting. */
export type SettingName = keyof InstallationSettings;

const settings = briefMemory(KEPT_MS, load);

/** The settings of the installation; what another process changed is seen within two seconds. */
export async function readSettings(db: Database): Promise<InstallationSettings> {
  return await settings.read(db);
}

/** Writes settings; `demo: 'true'` marks an installation that was filled with a made-up company, `poolRules` and `watchRules` are modules' own. Call {@link forgetSettings} after the commit. */
export async function writeSettings(
  trx: Trx,
  values: Partial<Record<SettingName | 'demo' | 'poolRules' | 'watchRules', string>>,
): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const updated = await trx.updateTable('setting').set({ value }).where('name', '=', name).executeTakeFirst();
    if (updated.numUpdatedRows === 0n) await trx.insertInto('setting').values({ name, value }).execute();
  }
}

/** Makes the next reader of this process look again. */
export function forgetSettings(db: Database): void {
  settings.forget(db);
}

/** Whether this installation was filled with a made-up company. */
export async function isDemo(db: Database): Promise<boolean> {
  const row = await db.read.selectFrom('setting').select('value').where('name', '=', 'demo').executeTakeFirst();
  return row?.value === 'true';
}

async function load(db: Database): Promise<InstallationSettings> {
  const rows = await db.read.selectFrom('setting').select(['name', 'value']).execute();
  const stored = new Map(rows.map(({ name, value }) => [name, value]));
  const text = (name: Exclude<SettingName, 'massExportAbove'>) => stored.get(name) ?? DEFAULT_SETTINGS[name];
  return {
    installationName: text('installationName'),
    timeZone: text('timeZone'),
    defaultLocale: LOCALES.find((locale) => locale === stored.get('defaultLocale')) ?? DEFAULT_SETTINGS.defaultLocale,
    defaultCurrency: text('defaultCurrency'),
    defaultPhoneRegion: text('defaultPhoneRegion'),
    numberPattern: text('numberPattern'),
    // Also when somebody wrote more into the table.
    massExportAbove: Math.min(Number(stored.get('massExportAbove') ?? MASS_EXPORT_ABOVE), MASS_EXPORT_ABOVE),
  };
}

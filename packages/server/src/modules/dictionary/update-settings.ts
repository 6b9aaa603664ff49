import { MASS_EXPORT_ABOVE } from '@dossier/shared/access';
import { LOCALES } from '@dossier/shared/error';
import type { Ctx } from '../../platform/context/context.ts';
import { type Refusal, Refused } from '../../platform/graphql/refused.ts';
import { recordAudit } from '../audit/index.ts';
import { forgetSettings, writeSettings } from './settings.ts';

const LONGEST_NAME = 80;

/** What changes about the installation; what is absent or null stays. */
export interface SettingsInput {
  readonly installationName?: string | null;
  readonly timeZone?: string | null;
  readonly defaultLocale?: string | null;
  readonly defaultCurrency?: string | null;
  readonly defaultPhoneRegion?: string | null;
  readonly massExportAbove?: number | null;
}

/** Changes settings of the installation. Refuses REQUIRED, TOO_LONG, INVALID_CHOICE, TOO_SMALL, TOO_LARGE, all at once. */
export async function updateSettings(ctx: Ctx, input: SettingsInput): Promise<void> {
  const change = Object.fromEntries(
    Object.entries(input)
      .filter((entry): entry is [keyof SettingsInput, string | number] => entry[1] != null)
      .map(([name, value]) => [name, String(value).trim()]),
  );
  const refusals = Object.entries(change).flatMap(([name, value]) => problemOf(name, value));
  if (refusals.length > 0) throw new Refused(refusals);
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    await writeSettings(trx, change);
    await recordAudit(trx, ctx, { action: 'settings.updated', objectType: 'settings', fields: Object.keys(change) });
  });
  forgetSettings(ctx.db);
}

function problemOf(name: string, value: string): Refusal[] {
  const field = ['input', name];
  if (value === '') return [{ code: 'REQUIRED', field }];
  if (name === 'installationName') {
    return value.length > LONGEST_NAME ? [{ code: 'TOO_LONG', field, params: { max: LONGEST_NAME } }] : [];
  }
  if (name === 'massExportAbove') {
    if (Number(value) < 0) return [{ code: 'TOO_SMALL', field, params: { min: 0 } }];
    return Number(value) > MASS_EXPORT_ABOVE ? [{ code: 'TOO_LARGE', field, params: { max: MASS_EXPORT_ABOVE } }] : [];
  }
  return isKnown(name, value) ? [] : [{ code: 'INVALID_CHOICE', field }];
}

function isKnown(name: string, value: string): boolean {
  switch (name) {
    case 'timeZone':
      return isTimeZone(value);
    case 'defaultLocale':
      return LOCALES.some((locale) => locale === value);
    case 'defaultCurrency':
      return Intl.supportedValuesOf('currency').includes(value);
    case 'defaultPhoneRegion':
      return (
        /^[A-Z]{2}$/.test(value) &&
        new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(value) !== undefined
      );
    default:
      return false;
  }
}

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

import DataLoader from 'dataloader';
import type { Selectable } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import { openAlarmsOf } from '../../alarm/index.ts';
import { type CredentialRow, listCredentials } from '../credential/credentials.ts';
import { listDevelopers } from '../developer/developers.ts';
import { listTerms, type TermsRow } from './partner-apps.ts';

/** Every version of the terms of an app, the latest first. */
export function termsLoader(ctx: Ctx): DataLoader<number, TermsRow[]> {
  return byApp(async (appIds) => await listTerms(ctx.db.read, appIds));
}

/** The credentials of an app, the newest first. */
export function credentialLoader(ctx: Ctx): DataLoader<number, CredentialRow[]> {
  return byApp(async (appIds) => await listCredentials(ctx.db.read, appIds));
}

/** Who of the partner belongs to an app, in the order of coming. */
export function developerLoader(ctx: Ctx): DataLoader<number, { app_id: number; user_id: number }[]> {
  return byApp(async (appIds) => await listDevelopers(ctx.db.read, appIds));
}

/** The alarms about an app that nobody has looked into, the latest first. */
export function openAlarmLoader(ctx: Ctx): DataLoader<number, Awaited<ReturnType<typeof openAlarmsOf>>> {
  return new DataLoader(async (appIds) => {
    const rows = await openAlarmsOf(ctx.db.read, appIds);
    return appIds.map((id) => rows.filter((row) => row.app_id === id));
  });
}

/** Who approved any terms of an app, in the order of time. */
export function approvalLoader(ctx: Ctx): DataLoader<number, Selectable<Tables['partner_approval']>[]> {
  return byApp(
    async (appIds) =>
      await ctx.db.read
        .selectFrom('partner_approval')
        .selectAll()
        .where('app_id', 'in', [...appIds])
        .orderBy('at')
        .execute(),
  );
}

function byApp<Row extends { readonly app_id: number }>(
  read: (appIds: readonly number[]) => Promise<readonly Row[]>,
): DataLoader<number, Row[]> {
  return new DataLoader(async (appIds) => {
    const rows = await read(appIds);
    return appIds.map((id) => rows.filter((row) => row.app_id === id));
  });
}

import { ensureSource } from '../../modules/customer/index.ts';
import { forgetSettings, writeSettings } from '../../modules/dictionary/index.ts';
import {
  createImport,
  findImport,
  receiveFile,
  saveTemplate,
  startImport,
  turnImport,
} from '../../modules/intake/index.ts';
import { SYSTEM } from '../../platform/context/actor.ts';
import { createContext, type Ctx, type Services } from '../../platform/context/context.ts';
import { type JobRunner, startJobRunner } from '../../platform/jobs/job-runner.ts';
import { inviteDeveloper } from '../../modules/partner/index.ts';
import { actingUser } from '../acting-user.ts';
import { intakeJobs } from '../jobs.ts';
import { bareSchema } from '../schema.ts';
import { FIRST_DAY, instantOn, LAST_DAY } from './calendar.ts';
import {
  createDemoAccounts,
  createDemoDevelopers,
  DEMO_MANAGER,
  DEMO_PARTNER,
  DEMO_SALES,
  DEMO_STEWARD,
  DEMO_SUPPORT,
  type DemoAccount,
} from './demo-accounts.ts';
import { DEMO_SOURCES, type DemoFile, demoFiles, openDemoFile } from './demo-files.ts';
import { makeDemoPartner } from './partner-work.ts';
import { enterDemoConsents, PRIVACY_DAYS, publishDemoPolicy } from './privacy-work.ts';
import { enterDemoRelationships, RELATIONSHIP_DAYS, verifyDemoChains } from './relationship-work.ts';
import { doDeed, staffDeeds } from './staff-work.ts';
import { handOutCustomers, makeDemoTeams, openDemoCase } from './team-work.ts';
import { wrongFile } from './wrong-file.ts';

/** When the company divided its customers among its people. */
const TEAMS_DAY = instantOn(LAST_DAY - 2 * 86_400_000, 9, 0);

/** A file or deed of the made-up company's past. */
interface Event {
  /** When it happened (ms). */
  readonly at: number;
  readonly run: (ctx: Ctx) => Promise<void>;
  /** Address of who does it; the steward unless told. */
  readonly as?: string;
}

/**
 * Fills a migrated, empty installation with a made-up company: two years of its files go through the import as if they
 * came in on their days, and staff change and enter customers in between. The same number of people gives the same company.
 */
export async function fillDemo(services: Services, people: number, tell: (percent: number) => void): Promise<void> {
  let clock = FIRST_DAY - 86_400_000;
  const then: Services = { ...services, now: () => clock };
  const contextAs = async (userId: number) => {
    const acting = await actingUser(then, userId);
    return createContext(then, { actor: SYSTEM, locale: 'zh-CN', ...acting, requestId: 'demo' });
  };
  await prepare(await contextAs(0));
  const users = await createDemoAccounts(await contextAs(0));
  const userOf = (email: string) => users.get(email) ?? 0;
  const [store, online] = DEMO_SALES.sales;
  const staff = { manager: userOf(DEMO_SALES.manager), sales: [userOf(store), userOf(online)] } as const;
  const runner = startJobRunner({
    services: then,
    definitions: intakeJobs,
    actorOf: async (userId) => await actingUser(then, userId),
    concurrency: 1,
    pollMs: 5,
  });
  try {
    const sources = await createSources(await contextAs(0));
    const events: Event[] = [
      ...demoFiles(people).map((file) => ({
        at: file.at,
        run: async (ctx: Ctx) => void (await importFile(ctx, runner, file, sources[file.source])),
      })),
      ...staffDeeds(people).map((deed) => ({ at: deed.at, run: async (ctx: Ctx) => await doDeed(ctx, deed) })),
      ...PRIVACY_DAYS.policies.map((at, place) => ({
        at,
        as: DEMO_MANAGER,
        run: async (ctx: Ctx) => await publishDemoPolicy(ctx, place),
      })),
      { at: PRIVACY_DAYS.consents, run: enterDemoConsents },
      { at: RELATIONSHIP_DAYS.recorded, run: enterDemoRelationships },
      { at: RELATIONSHIP_DAYS.verified, run: verifyDemoChains },
      { at: TEAMS_DAY, as: DEMO_MANAGER, run: async (ctx: Ctx) => await makeDemoTeams(ctx, staff) },
      { at: TEAMS_DAY, run: async (ctx: Ctx) => await handOutCustomers(ctx, staff) },
      { at: wrongFile.at, run: async (ctx: Ctx) => await importAndUndo(ctx, runner, sources.store) },
    ].toSorted((a, b) => a.at - b.at);
    let told = 0;
    for (const [done, event] of events.entries()) {
      clock = event.at;
      await event.run(await contextAs(userOf(event.as ?? DEMO_STEWARD)));
      const percent = Math.floor((10 * done) / events.length) * 10;
      if (percent > told) tell((told = percent));
    }
  } finally {
    await runner.stop();
  }
  // A case is open for a month at most: it begins when the demo does.
  clock = services.now();
  await openDemoCase(await contextAs(userOf(DEMO_SUPPORT)));
  // As are apps, which somebody has to look at every quarter.
  const proved = async (email: string) => {
    const ctx = await contextAs(userOf(email));
    return { ...ctx, actor: { ...ctx.actor, provedAt: ctx.now() } };
  };
  const appId = await makeDemoPartner(bareSchema, {
    manager: await proved(DEMO_PARTNER.manager),
    approvers: await Promise.all(DEMO_PARTNER.approvers.map(proved)),
  });
  const invite = async (ctx: Ctx, { name, email }: DemoAccount) => await inviteDeveloper(ctx, { appId, name, email });
  await createDemoDevelopers(await contextAs(0), invite);
}

async function prepare(ctx: Ctx): Promise<void> {
  await ctx.db.transaction(async (trx) => {
    await writeSettings(trx, {
      installationName: '星河家居（演示）',
      timeZone: 'Asia/Shanghai',
      defaultCurrency: 'CNY',
      defaultPhoneRegion: 'CN',
    });
  });
  forgetSettings(ctx.db);
}

async function createSources(ctx: Ctx): Promise<Record<keyof typeof DEMO_SOURCES, number>> {
  const made = { crm: 0, web: 0, store: 0 };
  for (const code of ['crm', 'web', 'store'] as const)
    made[code] = (await ensureSource(ctx, { code, name: DEMO_SOURCES[code] })).id;
  return made;
}

async function importFile(ctx: Ctx, runner: JobRunner, file: DemoFile, sourceId: number): Promise<number | undefined> {
  const bytes = openDemoFile(file);
  // In a small demo there are months in which nothing happened.
  if (!bytes) return undefined;
  const received = await receiveFile(ctx, bytes, { name: file.name });
  const id = await createImport(ctx, {
    fileId: received.id,
    sourceId,
    setup: { kind: file.kind, ...(file.rowShape ? { rowShape: file.rowShape } : {}) },
  });
  const drafted = await findImport(ctx.db.read, id);
  if (drafted?.templateId === null) await saveTemplate(ctx, id, file.template);
  await startImport(ctx, id);
  await ended(ctx, runner, id, 'DONE');
  return id;
}

async function importAndUndo(ctx: Ctx, runner: JobRunner, sourceId: number): Promise<void> {
  const id = await importFile(ctx, runner, wrongFile, sourceId);
  if (id === undefined) return;
  await turnImport(ctx, id, 'undo');
  await ended(ctx, runner, id, 'UNDONE');
}

async function ended(ctx: Ctx, runner: JobRunner, id: number, state: string): Promise<void> {
  for (;;) {
    await runner.idle();
    const record = await findImport(ctx.db.read, id);
    if (record?.state === state) return;
    if (!record || record.state === 'FAILED' || record.state === 'PAUSED')
      throw new Error(`the import of a demo file ended ${record?.state}: ${record?.problem}`);
  }
}

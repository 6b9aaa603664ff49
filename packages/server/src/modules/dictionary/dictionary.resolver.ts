import { Arg, Ctx as FromContext, Mutation, Query, Resolver } from 'type-graphql';
import { VERSION } from '../../platform/config/version.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { answer } from '../../platform/graphql/user-error.type.ts';
import { countActiveAdministrators } from '../access/index.ts';
import { readCodeLists, updateCodeList } from './code-list.ts';
import {
  CodeEntryInput,
  CodeList,
  CodeListPayload,
  Installation,
  Settings,
  SettingsInput,
  SettingsPayload,
} from './dictionary.type.ts';
import { isDemo, readSettings } from './settings.ts';
import { updateSettings } from './update-settings.ts';

/** The installation, its settings and its code lists. */
@Resolver()
export class DictionaryResolver {
  @Query(() => Installation, { description: 'This installation, as far as anyone may know it.' })
  async installation(@FromContext() ctx: Ctx): Promise<Installation> {
    const settings = await ctx.settings();
    return {
      name: settings.installationName,
      version: VERSION,
      timeZone: settings.timeZone,
      defaultLocale: settings.defaultLocale,
      demo: await isDemo(ctx.db),
      needsFirstAdministrator: (await countActiveAdministrators(ctx.db.read)) === 0,
      defaultCurrency: settings.defaultCurrency,
      defaultPhoneRegion: settings.defaultPhoneRegion,
      engine: ctx.actor.permissions.has('SETTINGS_READ') ? ctx.db.address.engine : null,
    };
  }

  @Query(() => Settings, { description: 'What administrators have set about the installation.' })
  async settings(@FromContext() ctx: Ctx): Promise<Settings> {
    return await ctx.settings();
  }

  @Mutation(() => SettingsPayload, { description: 'Changes the settings. Needs SETTINGS_WRITE.' })
  async settingsUpdate(
    @Arg('input', () => SettingsInput) input: SettingsInput,
    @FromContext() ctx: Ctx,
  ): Promise<SettingsPayload> {
    return await answer(ctx, async () => {
      await updateSettings(ctx, input);
      return { settings: await readSettings(ctx.db) };
    });
  }

  @Query(() => [CodeList], { description: 'The code lists: the choices of stage, grade, industry and size.' })
  async codeLists(
    @Arg('names', () => [String], { nullable: true, description: 'Only these; by default all.' })
    names: string[] | null,
    @FromContext() ctx: Ctx,
  ): Promise<readonly CodeList[]> {
    return await readCodeLists(ctx.db.read, names ?? undefined);
  }

  @Mutation(() => CodeListPayload, { description: 'Replaces the entries of a code list. Needs SETTINGS_WRITE.' })
  async codeListUpdate(
    @Arg('name', () => String) name: string,
    @Arg('entries', () => [CodeEntryInput]) entries: CodeEntryInput[],
    @FromContext() ctx: Ctx,
  ): Promise<CodeListPayload> {
    return await answer(ctx, async () => ({ codeList: await updateCodeList(ctx, name, entries) }));
  }
}

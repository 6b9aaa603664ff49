import { Arg, Ctx as FromContext, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../platform/context/context.ts';
import { type Page, pageRequest, toPage } from '../../platform/graphql/connection.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { answer } from '../../platform/graphql/user-error.type.ts';
import { acknowledgeAlarm } from './acknowledge-alarm.ts';
import {
  Alarm,
  AlarmConnection,
  AlarmPayload,
  toAlarms,
  WatchRules,
  WatchRulesInput,
  WatchRulesPayload,
} from './alarm.type.ts';
import { countOpenAlarms, findAlarm, listAlarms } from './alarms.ts';
import { readWatchRules, updateWatchRules } from './watch-rules.ts';

/** Alarms, and the rules that raise them. */
@Resolver()
export class AlarmResolver {
  @Query(() => AlarmConnection, { description: 'Alarms, the latest first. Needs AUDIT_READ.' })
  async alarms(
    @Arg('open', () => Boolean, { defaultValue: false, description: 'Only those that nobody has looked into.' })
    open: boolean,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<Alarm>> {
    const page = pageRequest(ctx, `alarms:${open}`, { first, after });
    const shown = toPage(ctx, page, await listAlarms(ctx, open, page), (row) => [row.raised_at, row.id]);
    const nodes = toAlarms(ctx, shown.nodes);
    return {
      ...shown,
      nodes,
      edges: shown.edges.flatMap(({ cursor }, place) => (nodes[place] ? [{ node: nodes[place], cursor }] : [])),
    };
  }

  @Query(() => Int, { description: 'How many alarms nobody has looked into. Needs AUDIT_READ.' })
  async openAlarms(@FromContext() ctx: Ctx): Promise<number> {
    return await countOpenAlarms(ctx.db.read);
  }

  @Mutation(() => AlarmPayload, {
    description:
      'Says that you looked into an alarm, and what came of it; not into one about yourself. Needs AUDIT_READ.',
  })
  async alarmAcknowledge(
    @Arg('id', () => ID, { description: 'The alarm.' }) id: string,
    @Arg('note', () => String, { description: 'What came of it, at most 300 characters.' }) note: string,
    @FromContext() ctx: Ctx,
  ): Promise<AlarmPayload> {
    return await answer(ctx, async () => {
      const key = ctx.publicIds.decode('alm', id) ?? refuse('NOT_FOUND', ['id']);
      await acknowledgeAlarm(ctx, key, note);
      const row = await findAlarm(ctx.db.read, key);
      return { alarm: row ? (toAlarms(ctx, [row])[0] ?? null) : null };
    });
  }

  @Query(() => WatchRules, { description: 'What staff are watched for. Needs SETTINGS_READ or AUDIT_READ.' })
  async watchRules(@FromContext() ctx: Ctx): Promise<WatchRules> {
    return await readWatchRules(ctx.db.read);
  }

  @Mutation(() => WatchRulesPayload, {
    description: 'Changes the watch rules. Needs SETTINGS_WRITE, and a fresh proof.',
  })
  async watchRulesUpdate(
    @Arg('input', () => WatchRulesInput) input: WatchRulesInput,
    @FromContext() ctx: Ctx,
  ): Promise<WatchRulesPayload> {
    return await answer(ctx, async () => {
      await updateWatchRules(ctx, input);
      return { watchRules: await readWatchRules(ctx.db.read) };
    });
  }
}

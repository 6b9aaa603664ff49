import { join } from 'node:path';
import { nodeFlags } from '../../../scripts/node-flags.mjs';
import type { BenchOptions, Engine } from './options.ts';
import { type Load, type Measured, cpuOf, prepare, startLoad, startServer } from './processes.ts';
import type { Prepared } from './prepare.ts';
import type { Question } from './questions.ts';
import { bodiesOf, interleave, type Measurement, type Side } from './rounds.ts';
import { createTarget, type Target } from './target.ts';

/** What the questions took on an engine. */
export interface QuestionFigures {
  readonly customers: number;
  /** Seconds that loading the data took. */
  readonly filling: number;
  readonly byQuestion: Partial<
    Record<
      Question,
      { readonly floor: Measurement; readonly ours: Measurement; readonly ratio: number; readonly statements: number }
    >
  >;
  /** Highest resident memory of each server, bytes. */
  readonly memory: { readonly floor: number; readonly ours: number };
}

/** Both servers over one filled database. */
export interface Stage {
  readonly prepared: Prepared;
  readonly floor: Measured;
  readonly ours: Measured;
  readonly load: Load;
  side(of: 'floor' | 'ours', name: string): Side;
  /** Statements that the measured server sent so far. */
  statements(): Promise<number>;
  close(): Promise<void>;
}

const METRICS_TOKEN = 'a token of the bench alone';

/** Fills a database and starts both servers on it. */
export async function openStage(
  target: Target,
  customers: number,
  what: 'whole' | 'bare',
  options: BenchOptions,
): Promise<Stage> {
  const prepared = await prepare(target.env, customers, what);
  const main = join(import.meta.dirname, '..', options.server, 'main.js');
  const profile = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] : [];
  const ours = await startServer([...nodeFlags, ...profile, main], { ...target.env, METRICS_TOKEN });
  const floor = await startServer([join(import.meta.dirname, 'floor.ts')], target.env);
  const load = startLoad();
  const sideOf = {
    floor: (name: string) => ({ port: floor.port, path: `/${name === 'pair' ? 'scan' : name}`, headers: {} }),
    ours: (_name: string) => ({
      port: ours.port,
      path: '/graphql',
      headers: { authorization: prepared.authorization },
    }),
  };
  return {
    prepared,
    floor,
    ours,
    load,
    side: (of, name) => ({
      ...sideOf[of](name),
      bodies: bodiesOf(prepared.folder, `${name}.${of}`),
      cpu: { floor, ours }[of].cpu,
      cpuBeside: () => cpuOf(options.databasePid) + { floor, ours }[of].cpuOfChildren(),
    }),
    statements: async () => {
      const answer = await fetch(`http://localhost:${ours.port}/metrics`, {
        headers: { authorization: `Bearer ${METRICS_TOKEN}` },
      });
      return Number(/^dossier_database_statements_total (\d+)/m.exec(await answer.text())?.[1]);
    },
    close: async () => {
      load.stop();
      await ours.stop();
      await floor.stop();
    },
  };
}

/** Asks both servers the questions in turn. */
export async function measureQuestions(
  engine: Engine,
  questions: readonly Question[],
  options: BenchOptions,
  say: (text: string) => void,
): Promise<QuestionFigures> {
  const target = await createTarget(engine, options);
  try {
    say(`filling ${options.customers} customers on ${engine} …`);
    const stage = await openStage(target, options.customers, 'whole', options);
    const byQuestion: QuestionFigures['byQuestion'] = {};
    for (const question of questions) {
      const sides = { floor: stage.side('floor', question), ours: stage.side('ours', question) };
      const { floor, ours } = await interleave(stage.load, sides, options);
      if (!floor || !ours) throw new Error('nothing was measured');
      const statements = await statementsOf(stage, question);
      byQuestion[question] = { floor, ours, ratio: floor.perSecond / ours.perSecond, statements };
      say(
        `  ${question}: floor ${floor.perSecond.toFixed(0)}/s, ours ${ours.perSecond.toFixed(0)}/s, ÷${(floor.perSecond / ours.perSecond).toFixed(2)} (processor ${floor.cpu.toFixed(0)} / ${ours.cpu.toFixed(0)} µs, beside ${floor.cpuBeside.toFixed(0)} / ${ours.cpuBeside.toFixed(0)} µs), ${statements} statements`,
      );
    }
    const memory = { floor: stage.floor.peakMemory(), ours: stage.ours.peakMemory() };
    await stage.close();
    return { customers: options.customers, filling: stage.prepared.seconds, byQuestion, memory };
  } finally {
    await target.drop();
  }
}

const ASKED_ALONE = 60;

/** Statements per operation, asked one after the other. What runs beside (the worker is another process) does not count. */
async function statementsOf(stage: Stage, question: Question): Promise<number> {
  const before = await stage.statements();
  const { cpu: _cpu, cpuBeside: _beside, ...side } = stage.side('ours', question);
  const { answers } = await stage.load.ask({
    ...side,
    from: ASKED_ALONE * 900,
    connections: 1,
    milliseconds: 300,
  });
  return Math.round((((await stage.statements()) - before) / answers) * 100) / 100;
}

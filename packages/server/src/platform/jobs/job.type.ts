import { Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Selectable } from 'kysely';
import type { Ctx } from '../context/context.ts';
import type { Tables } from '../database/tables.ts';
import { AboutInstallation, Readable } from '../graphql/exposure.ts';
import { Node } from '../graphql/node.type.ts';
import { DateTimeScalar } from '../graphql/scalars.ts';
import type { JobState as State } from './define-job.ts';

const JobState = {
  QUEUED: 'QUEUED',
  RUNNING: 'RUNNING',
  PAUSED: 'PAUSED',
  DONE: 'DONE',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const;
registerEnumType(JobState, {
  name: 'JobState',
  description: 'Where work in the background stands.',
  valuesConfig: {
    QUEUED: { description: 'It waits for its turn, or for the time of its next try.' },
    RUNNING: { description: 'A worker is at it.' },
    PAUSED: { description: 'It waits for a person to let it go on.' },
    DONE: { description: 'It ended well.' },
    FAILED: { description: 'It was given up; `problem` says why.' },
    CANCELLED: { description: 'A person ended it.' },
  },
});
export { JobState };

/** Work in the background, as the API shows it. */
@AboutInstallation()
@ObjectType({ implements: Node, description: 'Work in the background.' })
export class Job extends Node {
  @Readable(() => String, 'INTERNAL', 'What is done, for example `import.run`.')
  kind: string;
  @Readable(() => JobState, 'INTERNAL', 'Where it stands.')
  state: State;
  @Readable(() => Float, 'INTERNAL', 'The part that is done, from 0 to 1; null when it cannot be said.', {
    nullable: true,
  })
  progress: number | null;
  @Readable(() => String, 'INTERNAL', 'What it is at, for people.', { nullable: true })
  note: string | null;
  @Readable(() => Int, 'INTERNAL', 'How often it was started since it last came further.')
  attempts: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was asked for.')
  createdAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was first started.', { nullable: true })
  startedAt: number | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it ended, well or not.', { nullable: true })
  finishedAt: number | null;
  @Readable(() => String, 'INTERNAL', 'Why it failed, or why its last try did.', { nullable: true })
  problem: string | null;
}

/** A job's row as the API shows it. */
export function toJob(ctx: Ctx, row: Selectable<Tables['job']>): Job {
  return {
    id: ctx.publicIds.encode('job', row.id),
    kind: row.kind,
    // Only platform/jobs writes the column.
    state: row.state as State,
    progress: row.progress === null ? null : Number(row.progress),
    note: row.note,
    attempts: row.attempts,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    problem: row.problem,
  };
}

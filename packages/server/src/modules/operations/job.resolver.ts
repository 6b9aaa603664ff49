import { Arg, Ctx as FromContext, ID, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Ctx } from '../../platform/context/context.ts';
import { failure } from '../../platform/graphql/failure.ts';
import type { HappenedEvent } from '../../platform/graphql/pubsub.ts';
import type { JobState as State } from '../../platform/jobs/define-job.ts';
import { findJob, listJobs } from '../../platform/jobs/find-jobs.ts';
import { Job, JobState } from '../../platform/jobs/job.type.ts';

const MOST_JOBS = 100;

/** Work in the background, to be looked at. */
@Resolver()
export class JobResolver {
  @Query(() => [Job], { description: 'The newest jobs. Needs JOB_READ.' })
  async jobs(
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('states', () => [JobState], { nullable: true, description: 'Only jobs in one of these states.' })
    states: State[] | null,
    @FromContext() ctx: Ctx,
  ): Promise<Job[]> {
    if (first < 1 || first > MOST_JOBS) throw failure('BAD_USER_INPUT', `first must be between 1 and ${MOST_JOBS}`);
    return await listJobs(ctx, { first, states: states ?? [] });
  }

  @Query(() => Job, { nullable: true, description: 'One job; null when there is none with this id. Needs JOB_READ.' })
  async job(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<Job | null> {
    const key = ctx.publicIds.decode('job', id);
    return key === undefined ? null : await findJob(ctx, key);
  }

  @Subscription(() => Job, {
    description: 'A job as it is now, and again whenever it goes on or ends. Ends with the job. Needs JOB_READ.',
    subscribe: ({ args, context }) => followJob(context as Ctx, String(args['id'])),
  })
  jobChanged(@Root() job: Job, @Arg('id', () => ID) _id: string): Job {
    return job;
  }
}

const ENDED: readonly State[] = ['DONE', 'FAILED', 'CANCELLED'];

async function* followJob(ctx: Ctx, id: string): AsyncGenerator<Job, void, undefined> {
  const key = ctx.publicIds.decode('job', id);
  if (key === undefined) return;
  // Begun before the first look, so that nothing happens between the two.
  const changes: AsyncIterableIterator<HappenedEvent> = await ctx.events.follow(['job.changed'], key);
  try {
    for (let job = await findJob(ctx, key); job; job = await findJob(ctx, key)) {
      yield job;
      if (ENDED.includes(job.state)) return;
      if ((await changes.next()).done) return;
    }
  } finally {
    await changes.return?.();
  }
}

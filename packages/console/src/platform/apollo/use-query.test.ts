import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client/core';
import { flushPromises, mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { JobsDocument, SessionRevokeDocument } from '../../gql/graphql.ts';
import type { JobsQueryVariables, JobState } from '../../gql/graphql.ts';
import { apolloKey, useMutation, useQuery } from './use-query.ts';

interface Server {
  readonly client: ApolloClient;
  readonly asked: unknown[];
  broken: boolean;
  refuse: string | undefined;
  open: number;
}

/** Answers `jobs` with one job whose note says what was asked for. */
function createServer(): Server {
  const server: Server = {
    asked: [],
    broken: false,
    refuse: undefined,
    open: 0,
    client: new ApolloClient({ cache: new InMemoryCache(), link: ApolloLink.empty() }),
  };
  server.client.setLink(
    new ApolloLink(({ variables }) => {
      server.asked.push(variables);
      return new Observable((observer) => {
        server.open += 1;
        queueMicrotask(() => {
          if (server.broken) return observer.error(new TypeError('Failed to fetch'));
          observer.next(
            server.refuse
              ? { errors: [{ message: 'No.', extensions: { code: server.refuse } }] }
              : { data: jobs(variables) },
          );
          observer.complete();
        });
        return () => (server.open -= 1);
      });
    }),
  );
  return server;
}

function jobs(variables: JobsQueryVariables): Record<string, unknown> {
  const note = JSON.stringify(variables.states ?? 'all');
  const times = { createdAt: '2026-01-01T00:00:00.000Z', startedAt: null, finishedAt: null };
  return {
    __typename: 'Query',
    jobs: [
      {
        __typename: 'Job',
        id: note,
        kind: 'x',
        state: 'DONE',
        progress: 1,
        note,
        attempts: 1,
        problem: null,
        ...times,
      },
    ],
  };
}

function setUp<T>(server: Server, use: () => T): { result: T; unmount: () => void } {
  let result: T | undefined;
  const component = defineComponent({
    setup() {
      result = use();
      return () => h('div');
    },
  });
  const wrapper = mount(component, { global: { provide: { [apolloKey]: server.client } } });
  if (result === undefined) throw new Error('Nothing was set up.');
  return { result, unmount: () => wrapper.unmount() };
}

describe('useQuery', () => {
  it('follows its variables, and keeps what it shows until the new is there', async () => {
    const server = createServer();
    const states = ref<JobState[]>(['RUNNING']);
    const { result } = setUp(server, () => useQuery(JobsDocument, () => ({ states: states.value })));
    expect([result.loading.value, result.data.value]).toEqual([true, undefined]);
    await flushPromises();
    expect([result.loading.value, result.data.value?.jobs[0]?.note]).toEqual([false, '["RUNNING"]']);

    states.value = ['FAILED'];
    await Promise.resolve();
    expect([result.loading.value, result.data.value?.jobs[0]?.note]).toEqual([false, '["RUNNING"]']);
    await flushPromises();
    expect(result.data.value?.jobs[0]?.note).toBe('["FAILED"]');
    expect(server.asked).toEqual([{ states: ['RUNNING'] }, { states: ['FAILED'] }]);
  });

  it('asks nothing before it is enabled', async () => {
    const server = createServer();
    const enabled = ref(false);
    const { result } = setUp(server, () => useQuery(JobsDocument, {}, { enabled }));
    await flushPromises();
    expect([server.asked.length, result.loading.value]).toEqual([0, false]);
    enabled.value = true;
    await flushPromises();
    expect(result.data.value?.jobs).toHaveLength(1);
  });

  it('shows what is cached at once and refreshes it', async () => {
    const server = createServer();
    setUp(server, () => useQuery(JobsDocument, {}));
    await flushPromises();
    const { result } = setUp(server, () => useQuery(JobsDocument, {}));
    expect([result.loading.value, result.data.value?.jobs.length]).toEqual([false, 1]);
    await flushPromises();
    expect(server.asked).toHaveLength(2);
  });

  it.each([
    ['a lost connection', (server: Server) => (server.broken = true), 'unavailable'],
    ['a missing right', (server: Server) => (server.refuse = 'FORBIDDEN'), 'forbidden'],
  ])('says %s, and recovers when asked again', async (_, breakIt, kind) => {
    const server = createServer();
    breakIt(server);
    const { result } = setUp(server, () => useQuery(JobsDocument, {}));
    await flushPromises();
    expect([result.error.value?.kind, result.data.value, result.loading.value]).toEqual([kind, undefined, false]);
    server.broken = false;
    server.refuse = undefined;
    await result.refetch();
    await flushPromises();
    expect([result.error.value, result.data.value?.jobs.length]).toEqual([undefined, 1]);
  });

  it('recovers with all queries in view when the client asks the active ones again', async () => {
    const server = createServer();
    server.broken = true;
    const { result } = setUp(server, () => useQuery(JobsDocument, {}));
    await flushPromises();
    server.broken = false;
    await server.client.refetchQueries({ include: 'active' });
    await flushPromises();
    expect([result.error.value, result.data.value?.jobs.length]).toEqual([undefined, 1]);
  });

  it('asks no more after its component is gone', async () => {
    const server = createServer();
    const states = ref<JobState[]>(['RUNNING']);
    const { unmount } = setUp(server, () =>
      useQuery(JobsDocument, () => ({ states: states.value }), { pollInterval: 10 }),
    );
    await flushPromises();
    unmount();
    const asked = server.asked.length;
    states.value = ['FAILED'];
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect([server.asked.length, server.open]).toEqual([asked, 0]);
  });
});

describe('useMutation', () => {
  it('answers nothing and says why when it fails', async () => {
    const server = createServer();
    server.refuse = 'RATE_LIMITED';
    const { result } = setUp(server, () => useMutation(SessionRevokeDocument));
    const running = result.run({ id: 'ses_1' });
    expect(result.busy.value).toBe(true);
    expect(await running).toBeUndefined();
    expect([result.busy.value, result.error.value?.kind]).toEqual([false, 'rate-limited']);
  });
});

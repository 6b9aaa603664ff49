import { ApolloClient, ApolloLink, Observable } from '@apollo/client/core';
import type { OperationVariables, TypedDocumentNode } from '@apollo/client/core';
import { flushPromises, mount } from '@vue/test-utils';
import type { VueWrapper } from '@vue/test-utils';
import type { FormattedExecutionResult } from 'graphql';
import type { Component } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { Router } from 'vue-router';
import { i18n, loadAllMessages, setLocale } from '../app/i18n.ts';
import { SessionDocument } from '../gql/graphql.ts';
import type { Permission, SessionQuery } from '../gql/graphql.ts';
import { createCache } from '../platform/apollo/cache.ts';
import { apolloKey } from '../platform/apollo/use-query.ts';
import { createSession, sessionKey } from '../platform/session/use-session.ts';
import { localeSwitchKey } from '../platform/i18n/locale-switch.ts';
import type { Locale } from '../platform/i18n/use-t.ts';
import { sessionFixture } from './session.fixture.ts';

/** A typed answer to one operation; a function answers by variables, an `Error` fails the request. */
export interface Answer {
  readonly name: string;
  readonly reply: (variables: OperationVariables) => FormattedExecutionResult | Error;
}

/** An operation the page sent, in order. */
export interface Sent {
  readonly name: string;
  readonly variables: OperationVariables;
}

/** Says what an operation answers, typed by the operation. */
export function answer<TData, TVariables extends OperationVariables>(
  document: TypedDocumentNode<TData, TVariables>,
  data: TData | ((variables: TVariables) => TData),
): Answer {
  // The operation's variables are what its type says; a function among the answers is the reply.
  const reply = typeof data === 'function' ? (data as (variables: TVariables) => TData) : () => data;
  return {
    name: operationName(document),
    reply: (variables) => ({ data: reply(variables as TVariables) as Record<string, unknown> }),
  };
}

/** Says that an operation fails at the top level with a code, as the server's failures do. */
export function failure(
  document: TypedDocumentNode<unknown, never>,
  code: string,
  extensions: Record<string, unknown> = {},
): Answer {
  const errors = [{ message: code, extensions: { code, ...extensions } }];
  // The link hands on plain objects as they come over the wire.
  return { name: operationName(document), reply: () => ({ errors }) as unknown as FormattedExecutionResult };
}

/** A page mounted with everything the app provides; `sent` fills with the operations it sends. */
export interface MountedPage {
  readonly page: VueWrapper;
  readonly sent: Sent[];
  readonly router: Router;
  readonly client: ApolloClient;
}

/** Options of {@link mountPage}. */
export interface MountOptions {
  readonly answers?: readonly Answer[];
  readonly props?: Record<string, unknown>;
  readonly path?: string;
  /** Default: all rights. */
  readonly permissions?: readonly Permission[];
  /** Default: everything in full. */
  readonly grants?: NonNullable<SessionQuery['viewer']>['grants'];
  readonly session?: SessionQuery;
  readonly locale?: Locale;
}

const mounted = new Set<VueWrapper>();

/** Takes down what {@link mountPage} has mounted; done after each test. */
export function takeDownPages(): void {
  for (const page of mounted) page.unmount();
  mounted.clear();
}

/** Mounts a component with a mocked link, the session fixture, a memory router and the real messages. */
export async function mountPage(component: Component, options: MountOptions = {}): Promise<MountedPage> {
  const sent: Sent[] = [];
  const session = options.session ?? sessionFixture(options.permissions, options.grants);
  const client = new ApolloClient({
    cache: createCache(),
    link: createAnswerLink([answer(SessionDocument, session), ...(options.answers ?? [])], sent),
  });
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: { template: '<div />' } }],
  });
  await Promise.all([setLocale(options.locale ?? 'en'), loadAllMessages(), router.push(options.path ?? '/')]);
  const ownSession = createSession(client);
  await ownSession.load();
  sent.length = 0;
  const page = mount(component, {
    attachTo: document.body,
    props: options.props ?? {},
    global: {
      plugins: [i18n, router],
      provide: { [apolloKey]: client, [sessionKey]: ownSession, [localeSwitchKey]: setLocale },
    },
  });
  mounted.add(page);
  await settle();
  return { page, sent, router, client };
}

// Taken before a test may put false timers in its place.
const { setTimeout: wait } = globalThis;

/** Waits until answers have arrived and are drawn. Apollo announces some changes by a timer, so time has to pass. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    await flushPromises();
    await new Promise((resolve) => wait(resolve, 4));
  }
}

function createAnswerLink(answers: readonly Answer[], sent: Sent[]): ApolloLink {
  return new ApolloLink((operation) => {
    const name = operation.operationName ?? '';
    const known = answers.findLast((one) => one.name === name);
    sent.push({ name, variables: operation.variables });
    return new Observable((observer) => {
      const reply = known?.reply(operation.variables) ?? new Error(`The test has no answer for ${name}.`);
      queueMicrotask(() => {
        if (reply instanceof Error) return observer.error(reply);
        observer.next(reply);
        observer.complete();
      });
    });
  });
}

function operationName(document: TypedDocumentNode<unknown, never>): string {
  const definition = document.definitions.find((one) => one.kind === 'OperationDefinition');
  return definition?.kind === 'OperationDefinition' ? (definition.name?.value ?? '') : '';
}

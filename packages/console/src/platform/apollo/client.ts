import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client/core';
import { ErrorLink } from '@apollo/client/link/error';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { getMainDefinition } from '@apollo/client/utilities';
import { createClient as createSocket } from 'graphql-ws';
import { tap } from 'rxjs';
import { createCache } from './cache.ts';
import { onRecovered, reportDown, reportOutdated, reportUp } from './connection.ts';
import { toFailure } from './failure.ts';
import { createHashLink } from './hash-link.ts';
import { createStepUpLink } from './step-up-link.ts';

/** What the client needs from the rest of the console. */
export interface ClientOptions {
  /** The language the server should speak, for messages of refusals. */
  readonly locale: () => string;
  /** Asks the person to prove again who they are; answers whether they did. */
  readonly onStepUp: () => Promise<boolean>;
  /** Called when the session is gone. */
  readonly onUnauthenticated: () => void;
}

/** The one Apollo client: hashes, connection state, session loss, HTTP with the CSRF header, subscriptions by WebSocket. */
export function createApolloClient(options: ClientOptions): ApolloClient {
  const client = new ApolloClient({
    link: ApolloLink.from([
      createStepUpLink(options.onStepUp),
      createWatchLink(options),
      ...(import.meta.env.PROD ? [createHashLink()] : []),
      createTransport(options),
    ]),
    cache: createCache(),
    defaultOptions: { watchQuery: { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' } },
    devtools: { enabled: import.meta.env.DEV },
  });
  onRecovered(() => void client.refetchQueries({ include: 'active' }));
  return client;
}

function createWatchLink(options: ClientOptions): ApolloLink {
  const errors = new ErrorLink(({ error }) => {
    const { kind } = toFailure(error);
    if (kind === 'unauthenticated') options.onUnauthenticated();
    if (kind === 'unavailable') reportDown();
    if (kind === 'outdated') reportOutdated();
  });
  const answers = new ApolloLink((operation, forward) => forward(operation).pipe(tap({ next: reportUp })));
  return errors.concat(answers);
}

function createTransport(options: ClientOptions): ApolloLink {
  const http = new HttpLink({
    uri: '/graphql',
    credentials: 'same-origin',
    fetch: (input, init) =>
      fetch(input, { ...init, headers: { ...plainHeaders(init?.headers), 'accept-language': options.locale() } }),
    headers: { 'x-dossier-csrf': '1', 'apollo-require-preflight': 'true' },
  });
  const socket = new GraphQLWsLink(
    createSocket({ url: socketUrl, lazy: true, retryAttempts: Infinity, shouldRetry: () => true }),
  );
  return ApolloLink.split(({ query }) => isSubscription(query), socket, http);
}

function isSubscription(query: Parameters<typeof getMainDefinition>[0]): boolean {
  const definition = getMainDefinition(query);
  return definition.kind === 'OperationDefinition' && definition.operation === 'subscription';
}

function socketUrl(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`;
}

function plainHeaders(headers: HeadersInit | undefined): Record<string, string> {
  return Object.fromEntries(new Headers(headers).entries());
}

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the process counts about itself, in Prometheus' terms. No label holds anything a caller chose. */
export interface Metrics {
  /** One GraphQL operation; `label` is the name of one of the console's documents, or `free`. */
  operation(label: string, milliseconds: number): void;
  /** One HTTP answer; `route` is the route's pattern. */
  answer(route: string, status: number): void;
  /** The text that a scraper reads, and its media type. */
  read(): Promise<{ readonly type: string; readonly text: string }>;
}

/** Makes the metrics of one process. The functions given are read when a scraper asks. */
export function createMetrics(read: { readonly statements: () => number; readonly sockets: () => number }): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'dossier_' });
  const operations = new Histogram({
    name: 'dossier_graphql_operation_seconds',
    help: 'Time to answer a GraphQL operation, by document of the console.',
    labelNames: ['document'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const answers = new Counter({
    name: 'dossier_http_answers_total',
    help: 'HTTP answers by route and status.',
    labelNames: ['route', 'status'],
    registers: [registry],
  });
  const statements: Gauge = new Gauge({
    name: 'dossier_database_statements_total',
    help: 'Statements sent to the database since the start.',
    registers: [registry],
    collect: () => statements.set(read.statements()),
  });
  const sockets: Gauge = new Gauge({
    name: 'dossier_sockets',
    help: 'Open subscription sockets.',
    registers: [registry],
    collect: () => sockets.set(read.sockets()),
  });
  // Looking a child up by its labels costs more than counting; there are few of each.
  const byDocument = new Map<string, Histogram.Internal<'document'>>();
  const byAnswer = new Map<string, Counter.Internal>();
  return {
    operation: (document, milliseconds) => {
      const child = byDocument.get(document) ?? operations.labels({ document });
      byDocument.set(document, child);
      child.observe(milliseconds / 1000);
    },
    answer: (route, status) => {
      const key = `${status} ${route}`;
      const child = byAnswer.get(key) ?? answers.labels({ route, status: String(status) });
      byAnswer.set(key, child);
      child.inc();
    },
    read: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}

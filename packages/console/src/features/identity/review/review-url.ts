import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { CustomerKind, MatchPairFilter } from '../../../gql/graphql.ts';

/** Which pairs are looked through. */
export type QueueState = 'OPEN' | 'LATER' | 'NOT_SAME';

/** How sure pairs are, as one chooses it. Bounds are match weights in bits: from 99 %, from 90 %, from even chance, and below. */
export const SURENESS_RANGES = {
  certain: { from: 6.63, below: undefined },
  likely: { from: 3.17, below: 6.63 },
  rather: { from: 0, below: 3.17 },
  unlikely: { from: undefined, below: 0 },
} as const;
/** One of {@link SURENESS_RANGES}. */
export type SurenessRange = keyof typeof SURENESS_RANGES;

/** The queue as its URL says it. */
export interface QueueUrl {
  readonly state: QueueState;
  readonly kind: CustomerKind | undefined;
  readonly sureness: SurenessRange | undefined;
  /** Only from this match weight, as the page of the model links here. */
  readonly from: number | undefined;
  readonly customer: string | undefined;
}

const STATES: Readonly<Record<string, QueueState>> = { later: 'LATER', 'not-same': 'NOT_SAME' };
const KINDS: readonly CustomerKind[] = ['PERSON', 'ORGANISATION'];

/** Reads a URL's query; whatever is missing or wrong is left out. */
export function readQueueUrl(query: LocationQuery): QueueUrl {
  const text = (name: string): string | undefined => {
    const { [name]: value } = query;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const from = text('from');
  return {
    state: STATES[text('state') ?? ''] ?? 'OPEN',
    kind: KINDS.find((kind) => kind === text('kind')),
    sureness: SURENESS_ORDER.find((range) => range === text('sureness')),
    from: from !== undefined && Number.isFinite(Number(from)) ? Number(from) : undefined,
    customer: text('customer'),
  };
}

/** The ranges from the surest. */
export const SURENESS_ORDER: readonly SurenessRange[] = ['certain', 'likely', 'rather', 'unlikely'];

/** The query of the URL of a queue; what is as usual is left out. */
export function queueQuery({ state, kind, sureness, from, customer }: QueueUrl): LocationQueryRaw {
  const named = Object.entries(STATES).find(([, known]) => known === state)?.[0];
  return {
    ...(named && { state: named }),
    ...(kind && { kind }),
    ...(sureness && { sureness }),
    ...(from !== undefined && !sureness && { from: String(from) }),
    ...(customer && { customer }),
  };
}

/** What the server is asked for. */
export function queueFilter({ state, kind, sureness, from, customer }: QueueUrl): MatchPairFilter {
  const range = sureness ? SURENESS_RANGES[sureness] : { from, below: undefined };
  return {
    states: [state],
    kind: kind ?? null,
    weightFrom: range.from ?? null,
    weightBelow: range.below ?? null,
    customerId: customer ?? null,
  };
}

import type { GraphQLSchema } from 'graphql';
import type { Rules } from '../../platform/graphql/rules.ts';
import type { Answered } from '../testing/test-app.ts';
import type { Installation } from './installation.fixture.ts';
import type { Principal } from './principals.ts';
import type { WeaknessName } from './weaknesses.ts';

/** What attacks are about: the OWASP API Security Top 10 of 2023, and what it has no number for. */
export const THREATS = {
  API1: 'rows that are none of one’s business',
  API2: 'passing for somebody else',
  API3: 'values of rows one may see, and writing what one may not',
  API4: 'using up the server',
  API5: 'functions of others',
  API6: 'doing more often what may be done sometimes',
  API7: 'making the server ask somebody',
  API8: 'settings that help an intruder',
  SITE: 'another site using a browser that is signed in',
  SIDE: 'telling something about what is not shown',
  INJECTION: 'text that becomes part of a command',
  PARTNER: 'a partner app, or whoever has its token',
  LIBRARY: 'known gaps of the libraries that check rights',
} as const;

/** One attack of the catalogue. */
export interface Attack {
  readonly id: string;
  readonly title: string;
  readonly threat: keyof typeof THREATS;
  /** What must be missing for it to succeed: the build without that shows that the attack is one. */
  readonly without: WeaknessName;
  /** Tries it; true when the attacker got what they wanted. */
  readonly attempt: (target: Target) => Promise<boolean>;
}

/** A request over HTTP. */
export interface Request {
  readonly method?: 'GET' | 'POST';
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Where it comes from; this machine when absent. */
  readonly from?: string;
}

/** An answer over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** What the text says; undefined when it is not JSON. */
  readonly json: Answered;
}

/** A build that is attacked: ours, or one that lacks something. */
export interface Target {
  readonly of: Installation;
  /** Sends a request with the credentials of somebody. */
  send(as: Principal, request: Request): Promise<Answer>;
  /** Sends a document: people in person by its hash, as the console does, all others as text. */
  ask(as: Principal, document: string, variables?: object, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Puts rules before the root fields of a schema, as this build does. */
  readonly guard: (schema: GraphQLSchema, rules: Required<Rules>) => GraphQLSchema;
  /** Writes a table of one cell, as this build does. */
  readonly tableOf: (format: 'CSV' | 'XLSX', cell: string) => Promise<Buffer>;
  /** Opens a socket with these headers; whether it was let in. */
  opensSocket(as: Principal, headers: Readonly<Record<string, string>>): Promise<boolean>;
}

/** Whether an answer is what the attacker wanted. */
export type Gain = (answer: Answer, of: Installation) => boolean;

/** The operation ran: no errors, no refusal, and something of it is there. */
export const runs: Gain = ({ json }) =>
  json?.data != null &&
  json.errors === undefined &&
  Object.values<Answered>(json.data).every((one) => one !== null && !(one.userErrors?.length > 0));

/** The answer holds a text. */
export const says =
  (text: (of: Installation) => string): Gain =>
  (answer, of) =>
    answer.text.includes(text(of));

/** What a document asks is answered, whatever else is said. */
export const answers: Gain = ({ json }) =>
  json?.data != null && Object.values<Answered>(json.data).some((one) => one !== null);

/** An attack that is one document. */
export interface Asking {
  readonly id: string;
  readonly title: string;
  readonly threat: keyof typeof THREATS;
  readonly without: WeaknessName;
  readonly as: Principal;
  readonly document: string | ((of: Installation) => string);
  readonly variables?: (of: Installation) => object | Promise<object>;
  readonly headers?: Readonly<Record<string, string>>;
  /** By default, that it runs. */
  readonly gains?: Gain;
}

/** Makes an attack of a document. */
export function asking({ as, document, variables, headers, gains = runs, ...named }: Asking): Attack {
  return {
    ...named,
    attempt: async (target) => {
      const text = typeof document === 'string' ? document : document(target.of);
      return gains(await target.ask(as, text, (await variables?.(target.of)) ?? {}, headers), target.of);
    },
  };
}

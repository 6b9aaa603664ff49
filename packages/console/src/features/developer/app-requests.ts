/** What was answered to a request for a token. */
export type TokenAnswer = { readonly token: string; readonly until: number } | { readonly refused: string };

/** What an operation of the app was answered with. */
export interface Answered {
  /** HTTP status; 0 when nothing came back. */
  readonly status: number;
  /** JSON as it came, indented. */
  readonly text: string;
  readonly cost?: { readonly requested: number; readonly remaining: number; readonly remainingToday: number };
}

/** How access tokens of apps begin; anything else is taken for a secret. */
const TOKEN_PREFIX = 'dpa_';
const TOKEN_MS = 600_000;

/*
 * These go by `fetch`, without cookies: they are made by the app with what it proves itself by, and not by the person who sits here.
 */

/** Gets a token with a client secret; a token is taken as it is. */
export async function askToken(clientId: string, credential: string): Promise<TokenAnswer> {
  const given = credential.trim();
  if (given.startsWith(TOKEN_PREFIX)) return { token: given, until: Date.now() + TOKEN_MS };
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: given });
  try {
    const response = await fetch('/oauth/token', { method: 'POST', body: form, credentials: 'omit' });
    const answer: unknown = await response.json();
    if (!isRecord(answer)) return { refused: String(response.status) };
    const { access_token: token, expires_in: seconds, error_description: because, error } = answer;
    if (typeof token !== 'string') return { refused: String(because ?? error ?? response.status) };
    return { token, until: Date.now() + Number(seconds ?? 0) * 1000 };
  } catch {
    return { refused: '' };
  }
}

/** Runs an operation as the app. */
export async function runAsApp(
  token: string,
  of: { readonly query: string; readonly variables: Readonly<Record<string, unknown>>; readonly purpose: string },
): Promise<Answered> {
  const { query, variables, purpose } = of;
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      credentials: 'omit',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-purpose': purpose },
      body: JSON.stringify({ query, variables }),
    });
    const answer: unknown = await response.json();
    const cost = costIn(answer);
    return { status: response.status, text: JSON.stringify(answer, undefined, 2), ...(cost ? { cost } : {}) };
  } catch {
    return { status: 0, text: '' };
  }
}

/** Variables that were typed; undefined when they are no JSON object. */
export function readVariables(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text.trim() === '') return {};
  try {
    const read: unknown = JSON.parse(text);
    return isRecord(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function costIn(answer: unknown): Answered['cost'] {
  const cost = isRecord(answer) && isRecord(answer['extensions']) ? answer['extensions']['cost'] : undefined;
  if (!isRecord(cost)) return undefined;
  const [requested, remaining, remainingToday] = [cost['requested'], cost['remaining'], cost['remainingToday']].map(
    Number,
  );
  if (requested === undefined || remaining === undefined || remainingToday === undefined) return undefined;
  return { requested, remaining, remainingToday };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

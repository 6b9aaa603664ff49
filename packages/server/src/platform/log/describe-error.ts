/** So many functions are kept of where an error came through. */
const MOST_FRAMES = 8;
// Between an engine and who asked it stand a dozen functions of packages.
Error.stackTraceLimit = 30;

const CODE = /^[A-Za-z]\w{1,60}$/;

// What the engines say of a broken rule: only its name at the end is taken, which is a table's or an index's, never a value.
const BROKEN_RULES = [/ constraint failed: ([\w., ]+)$/, / for key '([\w.]+)'$/];

/**
 * What an unforeseen error is, without its message, which may quote values of customers: its kind, the code of system or engine
 * with the rule that was broken, and what caused it.
 */
export function nameError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const parts = [error.name, ...codesOf(error)];
  const rule = BROKEN_RULES.map((one) => one.exec(error.message)?.[1]).find((name) => name !== undefined);
  if (rule !== undefined) parts.push(`on ${rule}`);
  if (error.cause instanceof Error) parts.push(`from ${nameError(error.cause)}`);
  return parts.join(' ').slice(0, 200);
}

function codesOf(error: Error): readonly string[] {
  const code = 'code' in error && typeof error.code === 'string' && CODE.test(error.code) ? [error.code] : [];
  // The embedded database has one code for all, and a number that tells them apart.
  return 'errcode' in error && typeof error.errcode === 'number' ? [...code, String(error.errcode)] : code;
}

/** Where in our code it arose, above the doors to the engines: a function, or file and line of one without a name. */
export function placeOf(error: unknown): string | undefined {
  for (const frame of framesOf(error)) {
    const [, name, file] = /^\s+at (?:async |new )*(?:(.+) \()?.*?([^/\\]+:\d+):\d+\)?$/.exec(frame) ?? [];
    if (name?.includes('Connection.')) continue;
    if (name !== undefined && /^[\w.#$]+$/.test(name)) return name;
    if (file !== undefined) return file;
  }
  return undefined;
}

/** Our functions that it came through, the innermost first. The lines before them are the message. */
export function framesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error) || !error.stack) return [];
  return error.stack
    .split('\n')
    .filter((line) => /^\s+at \S.*:\d+:\d+\)?$/.test(line) && !/[( ]node:|\/node_modules\//.test(line))
    .slice(0, MOST_FRAMES);
}

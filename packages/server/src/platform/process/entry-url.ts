/**
 * Where a thread's or child process's program is: the source beside the caller while developing and testing, the
 * bundle of the same name beside the caller's bundle when built.
 */
export function entryUrl(name: string, callerUrl: string): URL {
  return new URL(`./${name}.${callerUrl.endsWith('.ts') ? 'ts' : 'js'}`, callerUrl);
}

/** Shortest and longest password the server accepts, in characters. */
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

/** Whether a text looks like one e-mail address; the server has the last word. */
export function looksLikeEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text.trim());
}

/** Whether a password has an acceptable length, counted in characters as people see them. */
export function hasPasswordLength(password: string): boolean {
  const length = [...password].length;
  return length >= PASSWORD_LENGTH.min && length <= PASSWORD_LENGTH.max;
}

/** Where to go after sign-in: only inside this console, never to another site. */
export function safeReturn(back: unknown): string {
  return typeof back === 'string' && /^\/(?![/\\])/.test(back) && !back.startsWith('/sign-in') ? back : '/';
}

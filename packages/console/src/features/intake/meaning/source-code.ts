/** Whether a source of this code can be made: letters and digits, also Chinese, and `_ . -`, up to 40. */
export function isSourceCode(code: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,39}$/u.test(code);
}

/** The code for a source from what a person typed as its name: `Old CRM` → `Old-CRM`. */
export function toSourceCode(name: string): string {
  return name
    .trim()
    .replaceAll(/[^\p{L}\p{N}_.-]+/gu, '-')
    .replaceAll(/^[-_.]+|-+$/g, '')
    .slice(0, 40);
}

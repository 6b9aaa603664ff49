import type { Locale } from '../error/index.ts';

/** A code with what people see for it. */
export interface CodeLabel<Code extends string> {
  readonly code: Code;
  readonly label: Readonly<Record<Locale, string>>;
}

/** A closed list of codes that the API, the database and the console share. */
export interface CodeList<Code extends string> {
  readonly codes: readonly [Code, ...Code[]];
  readonly items: readonly CodeLabel<Code>[];
}

/** Makes a list from `code: [Chinese, English]`, in the order given. */
export function codeList<const Labels extends Readonly<Record<string, readonly [string, string]>>>(
  labels: Labels,
): CodeList<Extract<keyof Labels, string>> {
  type Code = Extract<keyof Labels, string>;
  // Object.entries gives plain strings; the keys are those of Labels by the parameter's type.
  const entries = Object.entries(labels) as [Code, readonly [string, string]][];
  const items = entries.map(([code, [zh, en]]) => ({ code, label: { 'zh-CN': zh, en } }));
  const [first, ...rest] = items.map((item) => item.code);
  if (first === undefined) throw new RangeError('a code list holds at least one code');
  return { codes: [first, ...rest], items };
}

/** What people see for each code of a list, in one language. */
export function codeLabels<Code extends string>(list: CodeList<Code>, locale: Locale): Readonly<Record<Code, string>> {
  // Object.fromEntries forgets which keys it was given.
  return Object.fromEntries(list.items.map(({ code, label }) => [code, label[locale]])) as Record<Code, string>;
}

/** What people see for a code; the code itself when the list does not have it. */
export function codeLabel(list: CodeList<string>, code: string, locale: Locale): string {
  return list.items.find((item) => item.code === code)?.label[locale] ?? code;
}

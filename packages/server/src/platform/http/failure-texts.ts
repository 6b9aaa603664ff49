import type { Locale } from '@dossier/shared/error';

type Sentence = Readonly<Record<Locale, string>>;

/** What a failure says outside GraphQL, where a person may read it: by code. */
const TEXTS = {
  UNAUTHENTICATED: { 'zh-CN': '请先登录，或提供有效的令牌。', en: 'Sign in first, or send a valid token.' },
  FORBIDDEN: { 'zh-CN': '您无权执行此操作。', en: 'You do not have the right to do this.' },
  ENROLMENT_REQUIRED: { 'zh-CN': '请先设置两步验证。', en: 'Set up your second factor first.' },
  STEP_UP_REQUIRED: { 'zh-CN': '请再次验证身份。', en: 'Prove again that it is you.' },
  NOT_FOUND: { 'zh-CN': '此处没有内容，或您无权查看。', en: 'There is nothing here, or you may not see it.' },
  BAD_REQUEST: { 'zh-CN': '无法读取此请求。', en: 'The request cannot be read.' },
  BAD_USER_INPUT: { 'zh-CN': '请求中的某个值无效。', en: 'A value in the request is not valid.' },
  RATE_LIMITED: { 'zh-CN': '请求过于频繁，请稍后再试。', en: 'Too many requests. Wait a while and try again.' },
  STORAGE_FULL: {
    'zh-CN': '服务器磁盘已满，暂时无法写入。',
    en: 'The disk of the server is full: nothing can be written.',
  },
  UNAVAILABLE: {
    'zh-CN': '暂时无法访问数据库，请稍后再试。',
    en: 'The database cannot be reached at the moment. Try again.',
  },
  INTERNAL_SERVER_ERROR: { 'zh-CN': '服务器出错。', en: 'Something went wrong here.' },
} as const satisfies Readonly<Record<string, Sentence>>;

/** A code that has a sentence. */
export type FailureTextCode = keyof typeof TEXTS;

/** The sentence about a failure. */
export function failureText(code: FailureTextCode, locale: Locale): string {
  return TEXTS[code][locale];
}

/** Whether there is a sentence for a code. */
export function hasFailureText(code: string): code is FailureTextCode {
  return Object.hasOwn(TEXTS, code);
}

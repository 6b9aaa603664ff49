import { isFiller } from './filler.ts';
import { EMPTY, invalid, ok, type Standardised } from './standardised.ts';
import { toHalfWidth } from './text.ts';

const TRUE: ReadonlySet<string> = new Set(
  'true t yes y 1 1.0 on 是 对 真 有 √ ✓ ✔ ☑ 同意 已 启用 开 x ja oui si vrai'.split(' '),
);
const FALSE: ReadonlySet<string> = new Set(
  'false f no n 0 0.0 off 否 不 不是 错 假 没有 无 × ✗ ✘ ☐ 不同意 未 停用 禁用 关 nein non faux'.split(' '),
);

/** Yes or no in Chinese and English words, digits and check marks. 无 and 没有 mean no here, not "nothing". */
export function standardiseBoolean(raw: string): Standardised<boolean> {
  const text = toHalfWidth(raw).toLowerCase();
  if (TRUE.has(text)) return ok(true);
  if (FALSE.has(text)) return ok(false);
  return isFiller(text) ? EMPTY : invalid('BOOLEAN_INVALID');
}

/** Words people and programs write where there is nothing, in comparable form: lower case, no spaces, no outer brackets. */
const FILLERS: ReadonlySet<string> = new Set(
  (
    '无 暂无 没有 暂无数据 无数据 无记录 无信息 无此项 空 空白 空值 未知 不知 不知道 不详 不明 不清楚 未填 未填写 未提供 未登记 未录入 ' +
    '未留 未留下 未采集 未收集 未设置 未定 未确认 未记录 待补 待补充 待补录 待填 待填写 待完善 待定 待确认 待核实 待查 待录入 待更新 缺 缺失 略 ' +
    '不适用 不便提供 拒绝提供 無 暫無 沒有 未知數 不詳 待補 待補充 ' +
    'n/a n.a. n.a #n/a #na na nan nil null none undefined unknown unk tbd tba tbc notavailable notapplicable notprovided ' +
    'notknown notspecified unspecified nodata novalue nothing missing blank empty noinformation \\n #value! #ref! #name? ' +
    '#div/0! #null! #num! #error!'
  ).split(' '),
);
const ONLY_MARKS = /^[-\u2010-\u2015\u2212_.\u3002/\\*?!~\u2026\u00b7=+#,;:'"|^\u3001<>()[\]{}]+$/;
const LONGEST = 20;
/** What fillers begin with: other Chinese characters and Latin letters begin none, whatever follows. */
const FIRST: ReadonlySet<string> = new Set([...FILLERS].map((filler) => filler.charAt(0)));
const HAN_OR_LATIN = /^[a-zA-Z\u4E00-\u9FFF]/;

/**
 * Whether a cell's text means "nothing": blank, marks only (`-`, `***`, `???`), or a filler word in Chinese or English, also in
 * full width or brackets. `0` is no filler.
 */
export function isFiller(text: string): boolean {
  if (text.length > LONGEST) return text.trim() === '';
  const first = text.charCodeAt(0);
  // A digit never begins a filler: the quickest answer for codes, dates, phones and amounts.
  if (first >= 48 && first <= 57) return false;
  if (HAN_OR_LATIN.test(text) && !FIRST.has(text.charAt(0).toLowerCase())) return false;
  const compared = text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');
  if (compared === '' || ONLY_MARKS.test(compared) || FILLERS.has(compared)) return true;
  const inner = /^[<([{](.+)[>)\]}]$/.exec(compared)?.[1];
  return inner !== undefined && FILLERS.has(inner);
}

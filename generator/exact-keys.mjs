// The plainest recognition there is: rows whose trimmed cells are the same in one of these are one customer, and so on through them.
const KEYS = [
  ['身份证号'],
  ['姓名', '手机'],
  ['姓名', '邮箱'],
  ['姓名', '出生日期'],
  ['统一社会信用代码'],
  ['公司名称'],
  ['公司名称', '电话'],
];

/** The group of each row, joined by exact keys. @param {Record<string, string>[]} rows @returns {Map<string, string>} */
export function joinByExactKeys(rows) {
  const parent = new Map(rows.map((row) => [row['编号'], row['编号']]));
  const rootOf = (row) => {
    let root = row;
    while (parent.get(root) !== root) root = parent.get(root);
    parent.set(row, root);
    return root;
  };
  for (const columns of KEYS) {
    const first = new Map();
    for (const row of rows) {
      if (columns.some((column) => !row[column])) continue;
      const key = columns.map((column) => row[column]).join('\n');
      if (first.has(key)) parent.set(rootOf(row['编号']), rootOf(first.get(key)));
      else first.set(key, row['编号']);
    }
  }
  return new Map(rows.map((row) => [row['编号'], rootOf(row['编号'])]));
}

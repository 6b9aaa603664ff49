import { writeFileSync } from 'node:fs';

const SURNAMES = ['王', '李', '张', '刘', '欧阳', '陈', '杨', '黄', '司马', '周'];
const GIVEN = ['伟', '芳', '秀英', '敏', '静', '强', '磊', '洋', '艳', '勇', '军', '杰', '娟', '涛'];
const CITIES = ['广州市', '深圳', '北京市朝阳区', '上海', '杭州市', '成都'];

const name = (index: number) => `${SURNAMES[index % SURNAMES.length]}${GIVEN[(index * 7) % GIVEN.length]}`;
const mobile = (index: number) => `138${String(10_000_000 + index * 37).slice(-8)}`;
const customerLine = (index: number, note: string) =>
  `K${index},${name(index)},${mobile(index)},u${index}@example.com,${CITIES[index % CITIES.length]},${note}`;
/** The columns of {@link customerFile}. */
export const CUSTOMER_HEADER = '客户编号,姓名,手机,邮箱,城市,备注';

/**
 * Customers with everything that makes a run delicate: some come twice with other contents, some twice the same, some rows
 * are refused.
 */
export function customerFile(path: string, rows: number): void {
  const lines = [CUSTOMER_HEADER];
  for (let row = 0; row < rows; row++) {
    if (row % 50 === 49) lines.push(',无,-,N/A,,');
    else if (row % 10 === 8) lines.push(customerLine(row - 8, `又来 ${row}`));
    else if (row % 10 === 9) lines.push(customerLine(row - 5, '新'));
    else lines.push(customerLine(row, '新'));
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}

/** Lines of purchases whose orders are scattered over the file, some twice the same, some without a customer. */
export function purchaseFile(path: string, rows: number): void {
  const lines = ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'];
  const orders = Math.ceil(rows / 6);
  for (let row = 0; row < rows; row++) {
    const order = (row * 13) % orders;
    const customer = order % 9 === 0 ? '' : `${17_000 + (order % 700)}.0`;
    const product = row % 400;
    const quantity = order % 17 === 0 ? -1 : 1 + (row % 5);
    const day = String(1 + (order % 28)).padStart(2, '0');
    const line = `${order % 17 === 0 ? 'C' : ''}${500_000 + order},P${product},product ${product},${quantity},2011-03-${day} 10:${String(row % 60).padStart(2, '0')},${1 + (product % 7)}.25,${customer},France`;
    lines.push(line);
    if (row % 40 === 7) lines.push(line);
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}

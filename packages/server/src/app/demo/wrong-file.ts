import { record } from './cells.ts';
import { instantOn } from './calendar.ts';
import type { Rows } from './customer-files.ts';
import type { DemoFile } from './demo-files.ts';
import { drawChineseName } from './chinese-names.ts';
import { drawMobile } from './phones.ts';
import { randomFor } from './random.ts';

/** A list of suppliers that somebody took for one of customers: imported, and undone the same hour. */
export const wrongFile: DemoFile = {
  name: '供应商通讯录.csv',
  at: instantOn(Date.UTC(2025, 8, 16), 15, 20),
  source: 'store',
  template: '供应商通讯录',
  kind: 'CUSTOMERS',
  rowShape: 'PERSON',
  encoding: 'utf8',
  rows: suppliers,
};

function* suppliers(): Rows {
  yield record(['姓名', '手机', '备注']);
  for (let index = 0; index < 40; index++) {
    const random = randomFor('supplier', index);
    const { family, given } = drawChineseName(random, 'MALE', 1980);
    yield record([family + given, drawMobile(random), '供应商']);
  }
}

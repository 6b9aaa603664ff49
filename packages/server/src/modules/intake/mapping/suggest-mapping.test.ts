import { describe, expect, it } from 'vitest';
import { suggestMapping } from './suggest-mapping.ts';

function suggest(columns: readonly string[], rows: readonly (readonly string[])[] = [], hasHeader = true) {
  const { kind, rowShape, mapping } = suggestMapping({ columns, hasHeader, rows, phoneRegion: 'CN' });
  return { kind, rowShape, targets: mapping.map(({ target }) => target) };
}

describe('suggestMapping', () => {
  it.each([
    [
      'a CRM of companies',
      [
        '客户名称',
        '联系人',
        '手机',
        '座机',
        '邮箱',
        '微信',
        '地址',
        '统一社会信用代码',
        '职务',
        '行业',
        '来源',
        '备注',
        '标签',
        '等级',
      ],
      'ORGANISATION_WITH_CONTACT',
      [
        'NAME',
        'CONTACT_NAME',
        'MOBILE',
        'WORK_PHONE',
        'EMAIL',
        'WECHAT',
        'ADDRESS',
        'CREDIT_CODE',
        'CONTACT_TITLE',
        'INDUSTRY',
        'OTHER_DATA',
        'NOTE',
        'TAGS',
        'GRADE',
      ],
    ],
    [
      'people, with remarks in the headers',
      ['*姓名', '手机号码（必填）', '性别', '出生日期(YYYY-MM-DD)', '工作单位', '职务', '省', '市', '区', '身份证号码'],
      'PERSON',
      [
        'NAME',
        'MOBILE',
        'GENDER',
        'BIRTH_DATE',
        'EMPLOYER',
        'JOB_TITLE',
        'PROVINCE',
        'CITY',
        'DISTRICT',
        'RESIDENT_ID',
      ],
    ],
    [
      'camel case and a company as employer',
      ['FirstName', 'LastName', 'Email', 'Title', 'AccountName', 'MobilePhone'],
      'PERSON',
      ['GIVEN_NAME', 'FAMILY_NAME', 'EMAIL', 'JOB_TITLE', 'EMPLOYER', 'MOBILE'],
    ],
    [
      'snake case, accounts',
      [
        'company_name',
        'lifecycle_status',
        'vertical',
        'headcount',
        'url',
        'telephone',
        'street',
        'city',
        'state',
        'zip',
        'country',
        'tier',
        'comments',
      ],
      'ORGANISATION',
      [
        'NAME',
        'STAGE',
        'INDUSTRY',
        'SIZE',
        'OTHER_DATA',
        'PHONE',
        'ADDRESS_LINE',
        'CITY',
        'PROVINCE',
        'POSTAL_CODE',
        'COUNTRY',
        'GRADE',
        'NOTE',
      ],
    ],
    [
      'traditional characters',
      ['客戶編號', '姓名', '行動電話', '電子郵件', '性別', '備註'],
      'PERSON',
      ['EXTERNAL_ID', 'NAME', 'MOBILE', 'EMAIL', 'GENDER', 'NOTE'],
    ],
  ])('reads the headers of %s', (_, columns, rowShape, targets) => {
    expect(suggest(columns)).toEqual({ kind: 'CUSTOMERS', rowShape, targets });
  });

  it.each([
    [
      ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID', 'Country'],
      [
        'ORDER_NUMBER',
        'PRODUCT_CODE',
        'PRODUCT_NAME',
        'QUANTITY',
        'ORDER_TIME',
        'UNIT_PRICE',
        'EXTERNAL_ID',
        'COUNTRY',
      ],
    ],
    [
      ['订单号', '下单时间', '商品编码', '商品名称', '数量', '单价', '买家姓名', '收货人手机'],
      ['ORDER_NUMBER', 'ORDER_TIME', 'PRODUCT_CODE', 'PRODUCT_NAME', 'QUANTITY', 'UNIT_PRICE', 'NAME', 'MOBILE'],
    ],
    [
      ['customer_id', 'date', 'cds', 'amount'],
      ['EXTERNAL_ID', 'ORDER_TIME', 'QUANTITY', 'AMOUNT'],
    ],
  ])('tells purchases from customers by %j', (columns, targets) => {
    expect(suggest(columns)).toMatchObject({ kind: 'PURCHASES', targets });
  });

  it('lets the values decide where the header says something else', () => {
    const rows = Array.from({ length: 5 }, (_, row) => [`用户${row}`, `u${row}@example.com`]);
    expect(suggest(['姓名', '联系方式'], rows).targets).toEqual(['NAME', 'EMAIL']);
  });

  it('reads a file without a header by its values', () => {
    const rows = [
      ['王小明', '13800138000', 'wang@example.com', '1990-01-02'],
      ['李娜', '13900139000', 'li@example.com', '1985-11-30'],
      ['欧阳修', '13700137000', 'ou@example.com', '1979-07-07'],
    ];
    const columns = ['column_1', 'column_2', 'column_3', 'column_4'];
    expect(suggest(columns, rows, false)).toEqual({
      kind: 'CUSTOMERS',
      rowShape: 'PERSON',
      targets: ['NAME', 'MOBILE', 'EMAIL', 'OTHER_DATA'],
    });
  });

  it('gives a field to the surer of two columns and keeps the other as other data', () => {
    expect(suggest(['主要邮箱', '姓名', '客户姓名']).targets).toEqual(['EMAIL', 'NAME', 'OTHER_DATA']);
  });

  it.each([
    ['its line', ['20', '9', '4'], 'AMOUNT'],
    ['the whole order', ['133', '133', '133'], 'OTHER_DATA'],
  ])('takes a column of amounts for what it is: of %s', (_, amounts, target) => {
    const lines = [
      ['A', '2', '10'],
      ['A', '3', '3'],
      ['A', '1', '4'],
    ];
    const rows = lines.map((line, row) => [...line, amounts[row] ?? '']);
    expect(suggest(['订单号', '数量', '单价', '订单金额'], rows).targets).toEqual([
      'ORDER_NUMBER',
      'QUANTITY',
      'UNIT_PRICE',
      target,
    ]);
  });

  it('infers how dates and numbers of a column are written', () => {
    const rows = [
      ['A1', '13/05/2024', '1.234,50'],
      ['A2', '02/05/2024', '12,00'],
    ];
    const { mapping } = suggestMapping({
      columns: ['Order no', 'Order date', 'Amount'],
      hasHeader: true,
      rows,
      phoneRegion: 'DE',
    });
    expect(mapping.map(({ options }) => options)).toEqual([{}, { dateOrder: 'DMY' }, { decimalMark: ',' }]);
  });

  it('reads names and birth dates that are spread over columns, and nothing into a lone `by`', () => {
    const columns = ['id', 'fname_c1', 'fname_c2', 'lname_c1', 'by', 'bm', 'bd'];
    const { targets } = suggest(columns, [['r1', 'THOMAS', '', 'JUNG', '1949', '9', '30']]);
    expect(targets).toEqual([
      'EXTERNAL_ID',
      'GIVEN_NAME',
      'GIVEN_NAME',
      'FAMILY_NAME',
      'BIRTH_YEAR',
      'BIRTH_MONTH',
      'BIRTH_DAY',
    ]);
    expect(suggest(['name', 'by']).targets).toEqual(['NAME', 'OTHER_DATA']);
  });

  it('joins the columns of a street', () => {
    const columns = ['surname', 'street_number', 'address_1', 'address_2', 'suburb', 'postcode', 'state', 'soc_sec_id'];
    expect(suggest(columns).targets).toEqual([
      'FAMILY_NAME',
      'ADDRESS_LINE',
      'ADDRESS_LINE',
      'ADDRESS_LINE',
      'CITY',
      'POSTAL_CODE',
      'PROVINCE',
      'OTHER_ID',
    ]);
  });
});

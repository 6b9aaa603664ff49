import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { detectEncoding } from './detect-encoding.ts';

function detect(bytes: Buffer): ReturnType<typeof detectEncoding> {
  return detectEncoding([{ bytes, offset: 0, last: true }]);
}

const SIMPLIFIED = '姓名,电话,地址\n王小明,13800001111,北京市朝阳区建国路88号\n李娜,13900002222,上海市徐汇区\n';
const TRADITIONAL = '姓名,電話,地址\n王小明,0912345678,台北市信義區市府路45號\n陳美麗,0922333444,高雄市\n';
const JAPANESE = '氏名,電話番号,住所\n田中太郎,03-1234-5678,東京都渋谷区神南\nさとうはなこ,06-1111-2222,大阪府\n';
const KOREAN = '이름,전화번호,주소\n김철수,010-1234-5678,서울특별시 강남구\n이영희,010-1111-2222,부산광역시\n';
const FRENCH = 'nom,ville\nLefèvre,Orléans\nDupré,Besançon\nMüller,Mâcon\n';

describe('confident', () => {
  const cases: [string, string, string][] = [
    ['utf-8', 'utf8', SIMPLIFIED],
    ['gb18030', 'gbk', SIMPLIFIED],
    ['gb18030', 'gbk', TRADITIONAL],
    ['big5', 'big5', TRADITIONAL],
    ['shift_jis', 'shift_jis', JAPANESE],
    ['euc-jp', 'euc-jp', JAPANESE],
    ['euc-kr', 'euc-kr', KOREAN],
    ['windows-1252', 'win1252', FRENCH],
    ['utf-8', 'utf8', FRENCH],
    ['utf-16le', 'utf-16le', SIMPLIFIED],
    ['utf-16be', 'utf-16be', SIMPLIFIED],
    ['utf-16le', 'utf-16le', 'name,city\nJohn,London\n'],
    ['utf-16be', 'utf-16be', JAPANESE],
  ];
  it.each(cases)('%s written as %s', (expected, name, text) => {
    const found = detect(iconv.encode(text, name));
    expect(found?.encoding).toBe(expected);
    expect(found?.confidence).toBeGreaterThanOrEqual(0.9);
  });

  it.each(['utf8', 'utf-16le', 'utf-16be', 'gb18030'])('byte order mark of %s', (name) => {
    const found = detect(iconv.encode('\uFEFFa,b\n', name));
    expect(found).toMatchObject({ encoding: name === 'utf8' ? 'utf-8' : name, confidence: 1 });
    expect(found?.bom).toBeGreaterThan(1);
  });

  it('takes plain ASCII for UTF-8 and says so', () => {
    expect(detect(Buffer.from('a,b\n1,2\n'))).toMatchObject({ encoding: 'utf-8', confidence: 1, ascii: true });
  });

  it('keeps UTF-8 with a few broken bytes', () => {
    const bytes = Buffer.concat([Buffer.from(SIMPLIFIED.repeat(5)), Buffer.from([0xff, 0x0a])]);
    expect(detect(bytes)?.encoding).toBe('utf-8');
  });

  it('looks at all windows, cut anywhere', () => {
    const bytes = iconv.encode(SIMPLIFIED.repeat(50), 'gbk');
    const windows = [
      { bytes: Buffer.from('id,name\n1,a\n'), offset: 0, last: false },
      { bytes: bytes.subarray(31, 2_222), offset: 1_000, last: false },
    ];
    expect(detectEncoding(windows)).toMatchObject({ encoding: 'gb18030', ascii: false });
  });
});

describe('asked', () => {
  it('when a few bytes read both as UTF-8 and as Chinese', () => {
    // 效应 in GBK is valid UTF-8 for two Cyrillic letters.
    const found = detect(Buffer.from([0x61, 0x2c, 0xd0, 0xa7, 0xd3, 0xa6, 0x0a]));
    expect(found?.confidence).toBeLessThan(0.8);
  });

  const undetected: [string, string][] = [
    ['win1251', 'имя,город\nИван Петров,Москва\nАнна Смирнова,Санкт-Петербург\n'],
    ['koi8-r', 'имя,город\nИван Петров,Москва\n'],
    ['win1250', 'jméno,město\nŘehoř Žižka,Kroměříž\nŁukasz Wójcik,Łódź\n'],
    ['win1253', 'όνομα,πόλη\nΓιώργος Παπαδόπουλος,Αθήνα\n'],
    ['win1254', 'ad,şehir\nŞükrü Öztürk,İstanbul\nGülşah Yıldız,Eskişehir\n'],
    ['win874', 'ชื่อ,เมือง\nสมชาย,กรุงเทพ\n'],
    ['win1256', 'اسم,مدينة\nمحمد علي,القاهرة\n'],
    ['macroman', 'nom,ville\nHélène Müller,Besançon\n'],
  ];
  it.each(undetected)('when the text is in %s, which is not detected', (name, text) => {
    expect(detect(iconv.encode(text.repeat(20), name))?.confidence).toBeLessThan(0.8);
  });

  it('when a single character decides', () => {
    expect(detect(Buffer.from([0x61, 0x2c, 0xa9, 0x0a]))).toMatchObject({ encoding: 'windows-1252' });
    expect(detect(Buffer.from([0x61, 0x2c, 0xa9, 0x0a]))?.confidence).toBeLessThan(0.8);
  });
});

it('does not read UTF-32', () => {
  expect(detect(Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]))).toBeNull();
});

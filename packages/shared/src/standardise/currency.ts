/** Currency codes of ISO 4217 in use, with the signs and words people write for them. Signs used by several stand for the first. */
const WORDS: ReadonlyMap<string, string> = new Map(
  (
    [
      ['CNY', '¥ 元 人民币 人民幣 rmb cny rmb¥ cn¥ 圆 圓 元整 圆整 元人民币 块 块钱 yuan'],
      ['USD', '$ 美元 美金 us$ usd 刀 dollar dollars'],
      ['EUR', '€ 欧元 歐元 eur euro euros'],
      ['GBP', '£ 英镑 英鎊 gbp pound pounds'],
      ['JPY', '日元 日圆 日圓 jpy jp¥ yen 円'],
      ['HKD', '港元 港币 港幣 hk$ hkd'],
      ['TWD', '新台币 新臺幣 台币 nt$ twd ntd'],
      ['MOP', '澳门元 澳门币 mop$ mop'],
      ['SGD', '新加坡元 新元 s$ sgd'],
      ['KRW', '₩ 韩元 韓元 krw'],
      ['AUD', '澳元 a$ au$ aud'],
      ['CAD', '加元 加币 c$ ca$ cad'],
      ['CHF', '瑞士法郎 chf sfr'],
      ['INR', '₹ 卢比 inr rs rs.'],
      ['RUB', '₽ 卢布 rub'],
      ['THB', '฿ 泰铢 thb'],
      ['VND', '₫ 越南盾 vnd'],
      ['BRL', 'r$ brl'],
      ['TRY', '₺ try'],
      ['ILS', '₪ ils'],
      ['NZD', 'nz$ nzd 新西兰元'],
      ['MYR', 'rm myr 林吉特'],
    ] as const
  ).flatMap(([code, words]) => words.split(' ').map((word): [string, string] => [word, code])),
);
const CODES: ReadonlySet<string> = new Set(
  (
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ' +
    'ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL ' +
    'LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD ' +
    'SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG'
  ).split(' '),
);

/** The ISO 4217 code a sign, word or code stands for (one width); undefined when unknown. */
export function currencyOf(word: string): string | undefined {
  const plain = word.toLowerCase().replaceAll(/\s/g, '');
  const code = plain.toUpperCase();
  return WORDS.get(plain) ?? (CODES.has(code) ? code : undefined);
}

const CHINESE_WORDS = [...WORDS.keys()]
  .filter((word) => /^\p{Script=Han}+$/u.test(word))
  .toSorted((a, b) => b.length - a.length);

/** A pattern (source text) for the Chinese names of currencies, longest first. */
export const CHINESE_CURRENCY = `(?:${CHINESE_WORDS.join('|')})`;

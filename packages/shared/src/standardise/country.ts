import { isFiller } from './filler.ts';
import { foldName } from './fold.ts';
import { EMPTY, invalid, ok, type Standardised } from './standardised.ts';
import { toHalfWidth } from './text.ts';

/** ISO 3166-1 codes, alpha-2 and alpha-3. */
const CODES: readonly (readonly [string, string])[] = (
  'AD AND,AE ARE,AF AFG,AG ATG,AI AIA,AL ALB,AM ARM,AO AGO,AQ ATA,AR ARG,AS ASM,AT AUT,AU AUS,AW ABW,AX ALA,AZ AZE,BA BIH,BB BRB,BD BGD,BE BEL,BF BFA,BG BGR,BH BHR,' +
  'BI BDI,BJ BEN,BL BLM,BM BMU,BN BRN,BO BOL,BQ BES,BR BRA,BS BHS,BT BTN,BV BVT,BW BWA,BY BLR,BZ BLZ,CA CAN,CC CCK,CD COD,CF CAF,CG COG,CH CHE,CI CIV,CK COK,CL CHL,' +
  'CM CMR,CN CHN,CO COL,CR CRI,CU CUB,CV CPV,CW CUW,CX CXR,CY CYP,CZ CZE,DE DEU,DJ DJI,DK DNK,DM DMA,DO DOM,DZ DZA,EC ECU,EE EST,EG EGY,EH ESH,ER ERI,ES ESP,ET ETH,' +
  'FI FIN,FJ FJI,FK FLK,FM FSM,FO FRO,FR FRA,GA GAB,GB GBR,GD GRD,GE GEO,GF GUF,GG GGY,GH GHA,GI GIB,GL GRL,GM GMB,GN GIN,GP GLP,GQ GNQ,GR GRC,GS SGS,GT GTM,GU GUM,' +
  'GW GNB,GY GUY,HK HKG,HM HMD,HN HND,HR HRV,HT HTI,HU HUN,ID IDN,IE IRL,IL ISR,IM IMN,IN IND,IO IOT,IQ IRQ,IR IRN,IS ISL,IT ITA,JE JEY,JM JAM,JO JOR,JP JPN,KE KEN,' +
  'KG KGZ,KH KHM,KI KIR,KM COM,KN KNA,KP PRK,KR KOR,KW KWT,KY CYM,KZ KAZ,LA LAO,LB LBN,LC LCA,LI LIE,LK LKA,LR LBR,LS LSO,LT LTU,LU LUX,LV LVA,LY LBY,MA MAR,MC MCO,' +
  'MD MDA,ME MNE,MF MAF,MG MDG,MH MHL,MK MKD,ML MLI,MM MMR,MN MNG,MO MAC,MP MNP,MQ MTQ,MR MRT,MS MSR,MT MLT,MU MUS,MV MDV,MW MWI,MX MEX,MY MYS,MZ MOZ,NA NAM,NC NCL,' +
  'NE NER,NF NFK,NG NGA,NI NIC,NL NLD,NO NOR,NP NPL,NR NRU,NU NIU,NZ NZL,OM OMN,PA PAN,PE PER,PF PYF,PG PNG,PH PHL,PK PAK,PL POL,PM SPM,PN PCN,PR PRI,PS PSE,PT PRT,' +
  'PW PLW,PY PRY,QA QAT,RE REU,RO ROU,RS SRB,RU RUS,RW RWA,SA SAU,SB SLB,SC SYC,SD SDN,SE SWE,SG SGP,SH SHN,SI SVN,SJ SJM,SK SVK,SL SLE,SM SMR,SN SEN,SO SOM,SR SUR,' +
  'SS SSD,ST STP,SV SLV,SX SXM,SY SYR,SZ SWZ,TC TCA,TD TCD,TF ATF,TG TGO,TH THA,TJ TJK,TK TKL,TL TLS,TM TKM,TN TUN,TO TON,TR TUR,TT TTO,TV TUV,TW TWN,TZ TZA,UA UKR,' +
  'UG UGA,UM UMI,US USA,UY URY,UZ UZB,VA VAT,VC VCT,VE VEN,VG VGB,VI VIR,VN VNM,VU VUT,WF WLF,WS WSM,YE YEM,YT MYT,ZA ZAF,ZM ZMB,ZW ZWE'
)
  .split(',')
  .map((pair) => [pair.slice(0, 2), pair.slice(3)]);

/** Names beside the official ones, in folded form. */
const ALIASES =
  'CN:中国 中华人民共和国 中国大陆 大陆 内地 中国内地 peoples republic of china|p r china|pr china|prc|mainland china|cathay;' +
  'HK:香港 中国香港 中国香港特别行政区 香港特别行政区 hong kong|hongkong|hong kong sar|hong kong china;' +
  'MO:澳门 中国澳门 澳门特别行政区 macau|macao|macao sar|macau china;TW:台湾 中国台湾 台湾省 taiwan china|chinese taipei|taiwan province of china;' +
  'US:美国 美利坚合众国 usa|u s a|u s|united states of america|america|the united states;' +
  'GB:英国 大不列颠 联合王国 英格兰 苏格兰 威尔士 北爱尔兰 uk|u k|great britain|britain|england|scotland|wales|northern ireland|united kingdom of great britain and northern ireland;' +
  'KR:韩国 南韩 大韩民国 korea|south korea|republic of korea|korea republic of|rok;KP:朝鲜 北朝鲜 dprk|north korea|democratic peoples republic of korea;' +
  'DE:德国 德意志 联邦德国 deutschland|federal republic of germany|allemagne;FR:法国 法兰西 france metropolitaine;JP:日本国 nippon|nihon;' +
  'RU:俄国 俄罗斯联邦 russian federation|rossiya;VN:越南社会主义共和国 viet nam;NL:荷兰王国 holland|the netherlands|nederland;CZ:捷克共和国 czech republic;' +
  'TR:土耳其共和国 turkiye|turkey;CI:科特迪瓦 ivory coast|cote divoire;MM:burma|myanmar;SZ:swaziland|eswatini;MK:macedonia|north macedonia;' +
  'AE:阿联酋 uae|u a e|emirates;SA:沙特 ksa|kingdom of saudi arabia;CD:刚果金 刚果民主共和国 dr congo|drc|democratic republic of the congo;' +
  'CG:刚果布 刚果共和国 congo|republic of the congo;IR:islamic republic of iran;SY:syrian arab republic;LA:老挝人民民主共和国 lao pdr|lao peoples democratic republic;' +
  'MD:republic of moldova;TZ:united republic of tanzania;VE:bolivarian republic of venezuela;BO:plurinational state of bolivia;BN:brunei darussalam;' +
  'ES:espana;IT:italia;CH:schweiz|suisse|svizzera;AT:osterreich|oesterreich;SE:sverige;NO:norge;DK:danmark;FI:suomi;BE:belgie|belgique;PL:polska;BR:brasil;MX:mexico;' +
  'NZ:纽西兰 new zealand|aotearoa;LK:锡兰 ceylon;PH:the philippines;SG:星加坡 singapore;IE:eire|republic of ireland;CV:cabo verde;TL:东帝汶 east timor;PS:巴勒斯坦 palestine;VA:梵蒂冈 vatican|holy see';

/** The languages country names are known in. */
export type CountryLanguage = 'zh-CN' | 'en';

const names = new Map<CountryLanguage, Intl.DisplayNames>();
let byName: Map<string, string> | undefined;

/** All countries and regions as ISO 3166-1 alpha-2 codes, in the order of the codes. */
export const COUNTRY_CODES: readonly string[] = CODES.map(([code]) => code);

/** The name of a country in a language (from Unicode CLDR); the code itself when it has none. */
export function countryName(code: string, language: CountryLanguage): string {
  let known = names.get(language);
  if (!known) {
    known = new Intl.DisplayNames([language], { type: 'region' });
    names.set(language, known);
  }
  return known.of(code) ?? code;
}

function index(): Map<string, string> {
  const found = new Map<string, string>();
  for (const [code, alpha3] of CODES) {
    found.set(code.toLowerCase(), code).set(alpha3.toLowerCase(), code);
    found
      .set(foldName(countryName(code, 'en').replaceAll('&', ' and ')), code)
      .set(foldName(countryName(code, 'zh-CN')), code);
  }
  for (const entry of ALIASES.split(';')) {
    const [code = '', words = ''] = entry.split(':');
    // Chinese names end at a space; Latin names hold spaces and end at a bar.
    for (const word of words.split('|').flatMap((part) => part.split(/(?<=\p{Script=Han}) /u)))
      found.set(foldName(word), code);
  }
  return found;
}

/** The ISO 3166-1 alpha-2 code of a country from its code or a name in Chinese or English; some names in other languages. */
export function standardiseCountry(raw: string): Standardised<string> {
  byName ??= index();
  const text = toHalfWidth(raw);
  // "NA" is Namibia only where countries are; but files mean "not available" far more often.
  if (isFiller(text)) return EMPTY;
  const folded = foldName(text.replaceAll('&', ' and '));
  const code = byName.get(folded) ?? byName.get(folded.replace(/^the /, ''));
  return code === undefined ? invalid('COUNTRY_UNKNOWN') : ok(code);
}

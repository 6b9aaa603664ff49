import type { Random } from './random.ts';

// Shares in ten-thousandths of Han Chinese born 1930–2008: facts of the R package ChineseNames 2023.8 (Bao, 2023). Below
// rank 50 only the sum is known (13.8 % for ranks 51–100); it is spread evenly falling.
const SURNAMES =
  '王749李737张703刘531陈456杨337黄235赵211吴200周196徐150孙146朱132马131胡126郭115何107高104罗99林98' +
  '郑91梁84谢75宋73唐72韩64许64冯63邓62曹62彭59曾59肖55田54董53袁52于51潘51蒋49杜49蔡49余48程47魏46叶46吕46丁45苏45任44沈42' +
  '姚40卢39姜38崔37钟37谭36陆35汪35范34金33石33廖32贾32夏31韦31付30方30白29邹29孟28熊28秦27邱27江27尹26薛26闫25段25雷24侯24' +
  '龙24史23陶23黎22贺22顾22毛21郝21龚20邵20万20钱19严19赖19覃18武18戴18莫17孔17汤16常14温14康14施14文13牛13樊13葛12邢12安12齐12易12乔12伍12庞12颜11倪11庄11聂11章11鲁11岳11翟10殷10詹10申10欧10耿10关10兰10焦9俞9左9柳9甘9祝9包9宁9尚8符8舒8阮8柯8纪8梅8童8凌8毕8单8季8裴7霍7涂7成7苗7谷7盛7曲7翁7冉7骆7蓝7路7游7辛7靳7管7柴6蒙6鲍6华6喻6祁6蒲6房6滕6屈6饶6解6牟6艾6尤6阳6时6穆6农6司6卓6古6吉6缪5简5车5项5连5芦5麦5褚5娄5窦5戚5岑5景5党5宫5费5卜5冷5晏5席5卫5欧阳5上官2司马1诸葛1';

/** The commonest characters of given names by decade of birth, most frequent first; of the same source. */
const BY_COHORT: readonly (readonly [number, string])[] = [
  [1960, '英秀玉兰珍华桂明荣文金凤国云德芳淑春香林'],
  [1970, '英华玉秀明平国文兰春建金红梅凤荣云桂军珍'],
  [1980, '红华英军小玉梅春丽建平明海国秀文艳霞芳志'],
  [1990, '丽小华红海艳晓伟文明燕春梅军玉娟建平志霞'],
  [2000, '文晓丽伟小明杰志玉婷海华佳宇鹏艳雪龙强红'],
  [2100, '宇文佳杰雨子欣鑫浩俊嘉怡婷龙晓豪思志明梦'],
];
// Characters that are mostly one gender's; the other lists are for anybody.
const MALE = '刚强勇军伟杰涛超斌鹏飞浩宇辉波磊峰亮龙东健凯志豪俊翔博瑞晨阳航森建国成远泽昊然睿哲山武锋';
const FEMALE = '娟娜敏静秀丽英霞艳玲梅莉婷雪琳倩燕萍兰洁颖慧莹怡梦琪诗涵悦瑶蕾薇月馨雅淑珍凤蓉娇翠';

const surnames: readonly (readonly [string, number])[] = [...SURNAMES.matchAll(/(\p{Script=Han}+)(\d+)/gu)].map(
  ([, name = '', share]) => [name, Number(share)],
);

/** A Chinese person's name. */
export interface ChineseName {
  readonly family: string;
  readonly given: string;
}

/** Draws a name as likely as it is among people of that gender born in that year. */
export function drawChineseName(random: Random, gender: 'MALE' | 'FEMALE', bornIn: number): ChineseName {
  const family = random.weighted(surnames);
  const isSingle = random.chance(bornIn < 1970 ? 0.12 : bornIn < 1995 ? 0.28 : 0.15);
  const given = Array.from({ length: isSingle ? 1 : 2 }, () => drawCharacter(random, gender, bornIn)).join('');
  return { family, given };
}

function drawCharacter(random: Random, gender: 'MALE' | 'FEMALE', bornIn: number): string {
  const wrong = gender === 'MALE' ? FEMALE : MALE;
  const cohort = BY_COHORT.find(([before]) => bornIn < before)?.[1] ?? '文';
  for (;;) {
    // Frequencies of given-name characters fall slowly with their rank.
    const rank = Math.floor(20 * random.next() ** 1.4);
    const character = random.chance(0.5)
      ? (cohort[rank] ?? '文')
      : random.pick([...(gender === 'MALE' ? MALE : FEMALE)]);
    if (!wrong.includes(character)) return character;
  }
}

const SAME_SOUND = [
  '伟玮炜',
  '婷亭庭',
  '杰洁捷',
  '丽莉俐',
  '芳方',
  '明铭鸣',
  '静靖',
  '英瑛',
  '玉钰',
  '华桦骅',
  '文雯',
  '红虹宏',
  '军君均',
  '建健',
  '志智致',
  '佳嘉家',
  '宇雨羽',
  '浩昊皓',
  '欣新心',
  '晓小筱',
  '林琳',
  '燕艳',
  '辉晖',
  '兰岚',
  '珍真',
  '荣蓉',
  '凤奉',
  '磊蕾',
  '超朝',
  '波博',
  '涛滔',
  '峰锋',
  '俊骏',
  '梅玫',
  '玲铃',
  '平萍',
  '刘留',
  '张章',
  '徐许',
  '于余',
  '程陈',
  '江姜',
] as const;
const TRADITIONAL: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...'张張刘劉陈陳杨楊黄黃赵趙吴吳孙孫马馬罗羅郑鄭谢謝韩韓许許冯馮邓鄧萧蕭蒋蔣叶葉吕呂苏蘇伟偉丽麗红紅华華国國军軍兰蘭云雲凤鳳荣榮杰傑强強龙龍艳豔晓曉志誌',
  ].reduce<[string, string][]>(
    (pairs, character, index, all) => (index % 2 === 0 ? [...pairs, [character, all[index + 1] ?? character]] : pairs),
    [],
  ),
);

/** The name with one character replaced by one that sounds alike, as heard over the telephone; itself when there is none. */
export function misheard(random: Random, name: string): string {
  const places = [...name].flatMap((character, index) => {
    const group = SAME_SOUND.find((one) => one.includes(character));
    return group ? [{ index, others: [...group].filter((other) => other !== character) }] : [];
  });
  if (places.length === 0) return name;
  const { index, others } = random.pick(places);
  return [...name].map((character, at) => (at === index ? random.pick(others) : character)).join('');
}

/** The name in traditional characters, as far as demo names have any. */
export function inTraditional(name: string): string {
  return [...name].map((character) => TRADITIONAL[character] ?? character).join('');
}

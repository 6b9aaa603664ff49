import type { Random } from './random.ts';

/** Where somebody lives or a company sits. */
export interface Place {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly province: string;
  readonly city: string;
  readonly district: string;
  readonly line: string;
  readonly postalCode: string;
  /** Trunk code of fixed lines, with its 0; empty abroad. */
  readonly areaCode: string;
}

// weight|province|city|area code|beginning of postal codes|districts. Weights: population and buying power by eye, with
// the made-up company's home around the mouth of the Yangtze.
const CITIES = `
110|上海市|上海市|021|200|浦东新区,徐汇区,静安区,闵行区,长宁区,杨浦区,宝山区,松江区
90|北京市|北京市|010|100|朝阳区,海淀区,西城区,东城区,丰台区,通州区,昌平区
95|浙江省|杭州市|0571|310|西湖区,上城区,余杭区,滨江区,萧山区,拱墅区
40|浙江省|宁波市|0574|315|鄞州区,海曙区,江北区,慈溪市
24|浙江省|温州市|0577|325|鹿城区,瓯海区,瑞安市,乐清市
20|浙江省|金华市|0579|321|婺城区,义乌市,东阳市
55|江苏省|苏州市|0512|215|姑苏区,吴中区,昆山市,常熟市
50|江苏省|南京市|025|210|鼓楼区,秦淮区,建邺区,江宁区
26|江苏省|无锡市|0510|214|梁溪区,滨湖区,江阴市
18|江苏省|南通市|0513|226|崇川区,海门区,启东市
70|广东省|深圳市|0755|518|南山区,福田区,宝安区,龙岗区,罗湖区
65|广东省|广州市|020|510|天河区,越秀区,海珠区,番禺区,白云区
28|广东省|佛山市|0757|528|禅城区,南海区,顺德区
14|广东省|珠海市|0756|519|香洲区,金湾区
45|四川省|成都市|028|610|武侯区,锦江区,青羊区,双流区
9|四川省|绵阳市|0816|621|涪城区,游仙区
40|湖北省|武汉市|027|430|武昌区,洪山区,江汉区,江岸区
34|湖南省|长沙市|0731|410|岳麓区,雨花区,天心区
36|重庆市|重庆市|023|400|渝中区,江北区,渝北区,南岸区
34|山东省|青岛市|0532|266|市南区,市北区,崂山区,黄岛区
28|山东省|济南市|0531|250|历下区,市中区,历城区
14|山东省|烟台市|0535|264|芝罘区,莱山区
36|河南省|郑州市|0371|450|金水区,中原区,二七区
12|河南省|洛阳市|0379|471|涧西区,洛龙区
24|福建省|厦门市|0592|361|思明区,湖里区,集美区
22|福建省|福州市|0591|350|鼓楼区,台江区,仓山区
14|福建省|泉州市|0595|362|丰泽区,鲤城区,晋江市
30|安徽省|合肥市|0551|230|蜀山区,庐阳区,包河区
8|安徽省|芜湖市|0553|241|镜湖区,弋江区
22|天津市|天津市|022|300|和平区,南开区,河西区,滨海新区
20|河北省|石家庄市|0311|050|长安区,裕华区,桥西区
10|河北省|唐山市|0315|063|路南区,路北区
22|辽宁省|沈阳市|024|110|和平区,沈河区,铁西区
18|辽宁省|大连市|0411|116|中山区,沙河口区,甘井子区
26|陕西省|西安市|029|710|雁塔区,碑林区,未央区,莲湖区
18|江西省|南昌市|0791|330|东湖区,红谷滩区,青山湖区
16|广西壮族自治区|南宁市|0771|530|青秀区,兴宁区,西乡塘区
16|云南省|昆明市|0871|650|五华区,盘龙区,官渡区
12|贵州省|贵阳市|0851|550|南明区,云岩区,观山湖区
12|黑龙江省|哈尔滨市|0451|150|南岗区,道里区,香坊区
10|吉林省|长春市|0431|130|朝阳区,南关区,宽城区
10|山西省|太原市|0351|030|小店区,迎泽区
8|内蒙古自治区|呼和浩特市|0471|010|新城区,赛罕区
8|海南省|海口市|0898|570|龙华区,美兰区,琼山区
8|新疆维吾尔自治区|乌鲁木齐市|0991|830|天山区,沙依巴克区
7|甘肃省|兰州市|0931|730|城关区,七里河区`;

const cities = CITIES.trim()
  .split('\n')
  .map((line) => {
    const [weight = '', province = '', city = '', areaCode = '', postal = '', districts = ''] = line.split('|');
    return [{ province, city, areaCode, postal, districts: districts.split(',') }, Number(weight)] as const;
  });

const ROADS =
  '中山,人民,解放,建设,和平,文化,延安,新华,胜利,民主,长江,黄河,太湖,迎宾,学院,光明,前进,工业,滨河,创新'.split(',');
const ESTATES = '阳光花园,翠湖苑,金色家园,锦绣江南,春江花园,紫荆公寓,东方明珠,怡景湾,绿城桂花园,书香门第'.split(',');

/** An address in China, as likely as customers of the company live there. */
export function drawChinesePlace(random: Random): Place {
  const { province, city, areaCode, postal, districts } = random.weighted(cities);
  const road = `${random.pick(ROADS)}${random.pick(['路', '路', '东路', '西路', '大道', '街'])}${random.between(1, 999)}号`;
  const home = random.chance(0.65)
    ? `${random.pick(ESTATES)}${random.between(1, 28)}幢${random.between(1, 3)}单元${random.between(1, 28)}0${random.between(1, 4)}室`
    : `${random.between(1, 20)}栋${random.between(1, 30)}0${random.between(1, 6)}`;
  return {
    country: 'CN',
    province,
    city,
    district: random.pick(districts),
    line: road + home,
    postalCode: `${postal}${String(random.between(0, 99)).padStart(2, '0')}0`,
    areaCode,
  };
}

const ABROAD: readonly (readonly [readonly [string, string, string, string], number])[] = [
  [['US', 'California', 'San Francisco', '94110'], 20],
  [['US', 'New York', 'New York', '10013'], 20],
  [['US', 'Washington', 'Seattle', '98101'], 10],
  [['US', 'Texas', 'Austin', '78701'], 10],
  [['GB', 'England', 'London', 'SW4 7AA'], 22],
  [['GB', 'Scotland', 'Edinburgh', 'EH3 9QG'], 6],
  [['SG', '', 'Singapore', '238823'], 18],
  [['AU', 'New South Wales', 'Sydney', '2000'], 14],
  [['AU', 'Victoria', 'Melbourne', '3000'], 10],
  [['CA', 'British Columbia', 'Vancouver', 'V6B 1A1'], 10],
];
const STREETS =
  'High Street,Main Street,Park Road,Church Lane,Station Road,Oak Avenue,Maple Drive,King Street,Victoria Road'.split(
    ',',
  );

/** An address in a country where the company's English-speaking customers live. */
export function drawPlaceAbroad(random: Random): Place {
  const [country, province, city, postalCode] = random.weighted(ABROAD);
  const line = `${random.between(1, 240)} ${random.pick(STREETS)}`;
  return { country, province, city, district: '', line, postalCode, areaCode: '' };
}

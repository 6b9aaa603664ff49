/** Compound Chinese surnames (simplified) with their reading as surname; facts of the language, from general knowledge. */
const COMPOUND: ReadonlyMap<string, string> = new Map(
  (
    '欧阳:ou yang,太史:tai shi,端木:duan mu,上官:shang guan,司马:si ma,东方:dong fang,独孤:du gu,南宫:nan gong,万俟:mo qi,闻人:wen ren,' +
    '夏侯:xia hou,诸葛:zhu ge,尉迟:yu chi,公羊:gong yang,赫连:he lian,澹台:tan tai,皇甫:huang fu,宗政:zong zheng,濮阳:pu yang,公冶:gong ye,' +
    '太叔:tai shu,申屠:shen tu,公孙:gong sun,慕容:mu rong,仲孙:zhong sun,钟离:zhong li,长孙:zhang sun,宇文:yu wen,司徒:si tu,鲜于:xian yu,' +
    '司空:si kong,闾丘:lv qiu,子车:zi ju,亓官:qi guan,司寇:si kou,巫马:wu ma,公西:gong xi,颛孙:zhuan sun,壤驷:rang si,公良:gong liang,' +
    '漆雕:qi diao,乐正:yue zheng,宰父:zai fu,谷梁:gu liang,拓跋:tuo ba,夹谷:jia gu,轩辕:xuan yuan,令狐:ling hu,段干:duan gan,百里:bai li,' +
    '呼延:hu yan,东郭:dong guo,南门:nan men,羊舌:yang she,微生:wei sheng,公户:gong hu,公玉:gong yu,公仪:gong yi,梁丘:liang qiu,公仲:gong zhong,' +
    '西门:xi men,东门:dong men,左丘:zuo qiu,第五:di wu,南荣:nan rong,单于:chan yu,淳于:chun yu,叱干:chi gan,贺兰:he lan,完颜:wan yan,' +
    '耶律:ye lv,爱新觉罗:ai xin jue luo,叶赫那拉:ye he na la,纳兰:na lan,那拉:na la,富察:fu cha,钮祜禄:niu hu lu,欧侯:ou hou,哥舒:ge shu'
  )
    .split(',')
    .map((entry): [string, string] => {
      const [surname = '', reading = ''] = entry.split(':');
      return [surname, reading];
    }),
);

/** Single-character surnames in use; rarer ones are missing on purpose, since this list also tells people from other names. */
const SINGLE: ReadonlySet<string> = new Set(
  '王李张刘陈杨黄赵吴周徐孙朱马胡郭何高罗林郑梁谢宋唐韩许冯邓曹彭曾肖萧田董袁于潘蒋杜蔡余程魏叶吕丁苏任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤' +
    '温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利于呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由訾鄂' +
    '赖夜',
);

/** How many characters at the beginning of a Chinese name (simplified) are the surname; 0 when no known surname begins it. */
export function surnameLength(name: string): number {
  const characters = [...name];
  for (const length of [4, 3, 2]) {
    if (characters.length >= length && COMPOUND.has(characters.slice(0, length).join(''))) return length;
  }
  return SINGLE.has(characters[0] ?? '') ? 1 : 0;
}

/** The syllables of a compound surname, or undefined when it is not one. */
export function compoundReading(surname: string): readonly string[] | undefined {
  return COMPOUND.get(surname)?.split(' ');
}

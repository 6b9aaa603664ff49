/**
 * Words that passwords in Chinese are made of, in pinyin or digits that sound like them, and those of this product: the more usual
 * first, since an attacker tries them in this order. English words and what was found in leaks come from a list that others keep.
 */
export const USUAL_WORDS: readonly string[] = [
  ...words('woaini 520 1314 5201314 wo ni ai de shi 123 a123456 qq 521 aini laopo laogong baobei baobao wangluo'),
  ...words('mima wode wodemima woshi woshishui woaiwojia jiushi wojiushiwo xihuan xihuanni zhende buzhidao meiyou'),
  ...words('nihao caonima wocao nima ma ba mama baba jia guo zhongguo beijing shanghai guangzhou shenzhen china'),
  ...words('tiantian haohao xiaoxiao yongyuan yiwannian yibeizi wanan kuaile xingfu pengyou dajia shenghuo gongsi'),
  ...words('tiancai zuiai daohaosiquanjia zhimakaimen qinaide zhuzhu niubi yuanfen mengxiang jiayou facai fafafa'),
  ...words('zhang wang li liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo wei jian ming lei'),
  ...words('admin admin123 administrator root guest test demo user system server manager kehu dossier changeme'),
  ...words('passw0rd password letmein welcome secret huawei taobao weixin wechat alibaba tencent baidu jingdong'),
];

function words(text: string): string[] {
  return text.split(' ');
}

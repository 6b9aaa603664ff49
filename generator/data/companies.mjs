import { choices } from '../random.mjs';

const list = (text) => text.trim().split(/\s+/);

/** Trade names (字号) that many companies chose independently, the commonest first. */
export const BRANDS = list(`
鑫源 宏达 华信 恒通 金龙 东方 新世纪 天源 鸿运 远大 华泰 长城 顺达 恒源 瑞祥 兴达 宏远 金利 永盛 中天 汇丰 嘉德 鼎盛 博远 华美 荣昌 富源 佳美 昌盛 安达 康达 明珠 大众 联创 天成 亿达 正大 和平 海天 泰和 利民 万通 信达 腾飞
祥瑞 福瑞 盛世 金鼎 华盛 三和 德瑞 恒泰 泰达 凯达 天宇 宏图 中兴 华丰 同创 智远 立信 星光 润达 丰华 金桥 方正 卓越 新华 百盛 万达 顺丰 天地 家和 美佳 诚信 国泰 海通 云天 佳友 乐天 永兴 伟业 蓝天 中正 博雅 百川 科达 创新 优佳 汉唐 晨光 飞跃
`);
/** Characters that the other trade names are made of. */
export const BRAND_CHARACTERS =
  '华鑫宏达恒盛泰信诚德瑞祥丰源兴金龙海天立新中嘉美佳腾飞远博创智联正永安顺昌隆亿通明睿科荣福利润汇凯星宇辰铭雅卓';

/** What companies do: in full, as people shorten it, in English; with how common each is (assumption). */
export const TRADES = list(`
贸易|贸易|Trading|9 商贸|商贸|Trading|8 科技|科技|Technology|9 信息技术|科技|Information_Technology|4 网络科技|网络|Network_Technology|5 电子科技|电子|Electronics|5 电子商务|电商|E-Commerce|3 进出口|进出口|Import_&_Export|3 国际贸易|国贸|International_Trade|4
机械设备|机械|Machinery|4 机电设备|机电|Electromechanical|3 机械制造|机械|Machinery|2 建筑工程|建筑|Construction|5 建筑装饰工程|装饰|Decoration|3 建材|建材|Building_Materials|3 房地产开发|地产|Real_Estate|2 物业管理|物业|Property_Management|3 物流|物流|Logistics|4
供应链管理|供应链|Supply_Chain|2 食品|食品|Foods|4 餐饮管理|餐饮|Catering|5 医疗器械|医疗|Medical_Equipment|3 医药|医药|Pharmaceutical|3 生物科技|生物|Biotechnology|3 化工|化工|Chemical|3 新材料科技|新材料|New_Materials|2 环保科技|环保|Environmental|2 文化传媒|传媒|Culture_Media|4
广告|广告|Advertising|3 教育咨询|教育|Education|3 企业管理咨询|咨询|Consulting|4 汽车销售服务|汽车|Auto|3 服饰|服饰|Fashion|3 纺织|纺织|Textile|2 家具|家具|Furniture|2 酒店管理|酒店|Hotel|2 旅行社|旅行社|Travel|1 农业发展|农业|Agriculture|2 人力资源|人力|Human_Resources|2 包装材料|包装|Packaging|2
五金制品|五金|Hardware|3 塑料制品|塑料|Plastics|2 电气|电气|Electric|2 仪器仪表|仪表|Instruments|1 软件|软件|Software|2 智能科技|智能|Intelligent_Technology|2
`).map((entry) => {
  const [full, short, english, weight] = entry.split('|');
  return { value: { full, short, english: english.replaceAll('_', ' ') }, weight: Number(weight) };
});

/** Legal forms at the end of names (assumption: limited companies dominate the register of enterprises). */
export const FORMS = choices({ 有限公司: 84, 有限责任公司: 9, 股份有限公司: 4, 厂: 2, 商行: 1 });

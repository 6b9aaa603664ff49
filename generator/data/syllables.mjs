// Characters of names by how they are typed (pinyin without tones, as input methods take it), commoner ones first.
const TABLE = `
ai 爱艾 an 安 ao 敖奥 bai 白百佰柏 bao 宝保包鲍葆 bei 贝北蓓 bi 毕碧璧 bin 斌彬滨宾 bo 波博柏勃 cai 蔡才彩采财 cao 曹草 cen 岑 cha 查
chang 常长昌畅 chao 超朝潮 che 车 chen 陈晨辰沉宸琛臣 cheng 成程诚城承澄呈 chi 池驰 chong 崇冲 chu 楚褚初储 chuan 川传 chun 春淳纯椿
cui 崔翠催 da 达大 dai 戴代岱 dan 丹旦单 dang 党 dao 道 de 德得 deng 邓登灯 di 迪帝地 dian 典 ding 丁定鼎 dong 东董冬栋 dou 窦 du 杜都 duan 段端
e 娥鄂 en 恩 er 尔二 fa 发法 fan 范樊凡帆繁 fang 方芳房放坊 fei 飞菲费非斐霏 fen 芬奋芬 feng 冯峰锋凤风丰枫逢 fu 付傅福富符芙甫 gan 甘淦干
gang 刚钢岗港 gao 高皋 ge 葛戈歌 gen 根 geng 耿 gong 龚公宫功巩 gu 顾古谷 guan 关管官冠 guang 光广 gui 桂贵圭归 guo 郭国果 hai 海 han 韩汉涵翰寒晗瀚
hang 航杭 hao 郝浩昊豪皓好 he 何贺和禾荷赫河 heng 恒横衡亨 hong 洪红宏鸿虹弘泓 hou 侯候厚 hu 胡湖虎户 hua 华花化骅 huai 怀 huan 欢焕环 huang 黄皇煌
hui 辉慧惠会晖汇徽 huo 霍火 ji 季纪吉继冀及计济 jia 贾家佳嘉加甲 jian 建健剑简坚见 jiang 江蒋姜将疆 jiao 焦娇 jie 杰洁捷婕街 jin 金进晋锦靳近瑾
jing 静晶景敬京菁婧经 jiu 九久 ju 菊居巨聚 juan 娟卷 jun 军俊君钧均骏峻 kai 凯开恺楷 kang 康慷 ke 柯可科克珂轲 kong 孔 kun 坤昆 lai 赖来 lan 兰蓝岚澜 lang 郎朗
lao 劳 le 乐勒 lei 雷蕾磊 leng 冷 li 李黎丽莉力利立理礼励 lian 连莲廉联 liang 梁亮良 liao 廖辽 lin 林琳临霖麟 ling 凌玲灵令龄 liu 刘柳流 long 龙隆 lou 娄 lu 卢陆鲁路露璐芦
luan 栾 lun 伦 luo 罗骆洛 lv 吕律 ma 马 mai 麦 man 曼满 mang 芒 mao 毛茂 mei 梅美玫 meng 孟梦蒙萌 mi 米 miao 苗妙 min 敏民闽 ming 明铭鸣名 mo 莫墨 mu 穆木慕牧沐 na 娜那 nan 南楠男
ni 倪妮 nian 年 nie 聂 ning 宁凝 niu 牛钮 nuo 诺 ou 欧 pan 潘盘 pang 庞 pei 裴佩沛培 peng 彭鹏朋 pi 皮 pin 品 ping 平萍苹屏 pu 蒲普 qi 齐琪奇祺启其琦戚淇旗 qian 钱千倩茜
qiang 强 qiao 乔巧 qin 秦琴勤覃钦 qing 青清庆晴卿 qiong 琼 qiu 邱秋丘 qu 曲屈 quan 全权泉 qun 群 ran 然冉 ren 任仁人 rong 荣容蓉融戎 rou 柔 ru 茹如汝 ruan 阮 rui 瑞睿锐芮 run 润 ruo 若
san 三 sen 森 sha 沙莎 shan 山珊姗 shang 尚商上 shao 邵少韶绍 she 佘 shen 沈申深神 sheng 生胜盛升圣声 shi 石史施时世士诗实师 shou 寿 shu 舒淑书树 shuai 帅 shuang 双霜 shui 水 shun 顺舜
si 思司斯 song 宋松 su 苏素 sui 隋 sun 孙 suo 索 tai 泰太台 tan 谭谈潭 tang 唐汤堂 tao 陶涛桃 teng 滕 tian 田天甜 tie 铁 ting 婷庭廷亭 tong 童彤佟通同桐 tu 涂图徒 wan 万婉 wang 王汪旺 wei 魏韦伟卫维薇微威炜玮为
wen 文温闻雯 weng 翁 wo 沃 wu 吴武伍邬五 xi 席西喜熙希溪曦汐 xia 夏霞 xian 贤先显 xiang 向项祥香湘翔 xiao 肖萧晓小孝笑潇 xie 谢解 xin 新欣心鑫辛馨信昕 xing 邢星兴行幸 xiong 熊雄 xiu 秀修
xu 徐许旭须续 xuan 轩萱宣璇 xue 薛雪学 xun 荀迅 ya 雅亚娅 yan 闫严颜燕艳岩妍彦阎言 yang 杨阳洋扬 yao 姚瑶尧耀 ye 叶业野 yi 易怡一艺义毅依逸奕亿 yin 尹殷银音 ying 英应颖莹盈迎 yong 永勇 you 尤游有友佑
yu 于余玉宇俞雨喻育钰愉语羽 yuan 袁元源媛远园苑援 yue 岳月悦跃越 yun 云芸韵运 zai 在 zan 赞 zang 臧 ze 泽则 zeng 曾增 zha 扎 zhai 翟 zhan 詹占展战 zhang 张章彰 zhao 赵昭兆招 zhe 哲喆 zhen 珍真振震镇贞臻
zheng 郑正政峥 zhi 志芝智之知 zhong 钟忠中仲众 zhou 周舟洲 zhu 朱祝珠竹诸 zhuang 庄 zhuo 卓 zi 子紫梓自姿 zong 宗 zou 邹 zu 祖 zuo 左
`;

const syllableOf = new Map();
const charactersOf = new Map();
for (const [, syllable, characters] of TABLE.matchAll(/([a-z]+) (\p{Script=Han}+)/gu))
  for (const character of characters) {
    if (syllableOf.has(character)) continue;
    syllableOf.set(character, syllable);
    charactersOf.set(syllable, [...(charactersOf.get(syllable) ?? []), character]);
  }

/** How one character is typed, '' if it is not in the table. */
export const pinyinOf = (character) => syllableOf.get(character) ?? '';

/** Others that are typed with the same letters, commoner ones first. */
export function homophonesOf(character) {
  return (charactersOf.get(syllableOf.get(character)) ?? []).filter((other) => other !== character);
}

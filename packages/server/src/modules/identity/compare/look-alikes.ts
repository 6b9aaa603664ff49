/** Characters of Chinese names that are mistaken for one another when read or typed by shape, grouped; from general knowledge. */
const GROUPS =
  '己已巳 未末朱 土士 日曰目 天夫无 千干于 人入八 大太犬 王玉主 戊戌戍戎 今令 刀刁力 午牛 由田甲申 贝见 ' +
  '侯候 候喉 丐丏 市巿 折拆 沾玷 免兔 卓早旱 拔拨 杨扬汤 幸辛 晴睛清情 请清 梁粱 陈阵 陆陵 李季 木本 林彬淋琳 森林 ' +
  '丽俪 莉利俐 霞震 雪雷 雯雪 云去 宇字 宁丁 安妥 宏宛 室宝 家豪 宜宣 寇冠 思恩 恩思 怡治 恰怡 悦锐 慧惠 惠慧 憩息 ' +
  '明朋 朋鹏 明晴 昊吴 昱显 晨辰 晟成 晖辉 暄喧 煊暄 瑄喧 暖缓 杰木 松柏 栋拣 栋冻 梅海 桦华 楠南 榕容 溶榕 ' +
  '洁结 洋详 浩洁 浩皓 涛寿 润闰 淑叔 清青 渊洲 湘相 滢莹 莹萤 萤荧 荧莹 莹滢 蓉容 蓓倍 薇微 蕾雷 茜西 芳方 芬分 ' +
  '苗田 英央 茵因 荣莱 莱来 菲非 萍苹 蒋将 蔡祭 蔓曼 兰三 冰水 冬东 凤风 凯岂 刚钢 钢刚 剑俭 勇男 勤勒 博搏 卉奔 ' +
  '军车 轩杆 辉挥 连莲 进近 迪油 逸免 郁都 郑邓 邓邱 邹皱 郝赤 钧均 钰玉 铭名 锋峰 峰锋 峰烽 烽锋 锦绵 镇真 阳阴 ' +
  '雄难 霖林 青清 静净 韬稻 颖颍 颖影 飞气 馨香 骏俊 俊峻 峻俊 骞赛 鸿鸟 鹤鹊 龙尤 傅博 付什 任伍 伟炜 炜伟 玮伟 ' +
  '伟纬 佳桂 佳住 侃品 信言 倩情 健建 建健 偲思 儒需 元兀 先光 克兑 兴共 冯马 冶治 刘列 利刊 劲颈 勋员 华毕 卢户 ' +
  '史吏 叶口 司可 吕昌 含舍 启后 周用 和私 哲誓 唐康 嘉喜 嫣焉 婷停 婉惋 婧靖 妍研 姗珊 珊删 娜那 娟捐 媛援 媛缓 ' +
  '子孑 孙小 孟益 学字 尚向 尹伊 岩若 岳兵 岚风 崔催 平乎 庆床 康庸 廖寥 延廷 廷延 张弛 弘泓 强虽 彤丹 彦颜 彬林 ' +
  '徐除 徐涂 志忘 忠中 怀坏 恒桓 悠优 振震 捷睫 政攻 敏每 文支 斌赋 施旋 旭旬 旺枉 春舂 晓哓 景影 智知 曹漕 朗郎 ' +
  '杜社 柳抑 柯河 栗粟 桂佳 桃挑 楚焚 欣掀 欢吹 武斌 毅殿 民氏 永水 汉叉 江汪 池他 沈沉 沙妙 沛市 泉帛 波坡 泽译 ' +
  '洪哄 涵函 淇琪 琪淇 琪棋 源原 瀚翰 灵录 炎淡 炳柄 烨华 焕换 熙照 燕蒸 爱受 牧枚 玲铃 玲珍 珍诊 珠殊 琦奇 琴琵 ' +
  '琼京 瑞端 瑜喻 瑾谨 璇旋 璐露 甄瓯 畅杨 白自 皮支 盈盆 盛成 睿容 石右 硕顾 磊石 祁邪 祖租 祥样 福副 禹离 秀禿 ' +
  '科料 程桯 穆稳 章意 竹什 笑竺 简筒 粟栗 素索 紫柴 红江 纪记 纯屯 绍招 经径 维惟 罗岁 美姜 羽习 翔样 翠萃 耀跃 ' +
  '聪总 肖尚 胜性 胡湖 腾滕 艳绝 艺忆 艾义 芝之 花化 苏办 若苦 范泡 茂莫 茹如 莎沙 萌明 董重 蒙家 蓝篮 虎虚 虹红 ' +
  '袁哀 裕浴 覃谭 解触 詹瞻 许汗 诗持 诚城 谢射 谭潭 豪毫 贺货 贾贸 贵责 赖懒 赵越 超起 路跟 达迟 远迎 邦帮 邵召 ' +
  '金全 鑫金 钟种 铁钦 银很 长张 闫闰 阎闫 雅稚 雨两 韦书 韩朝 音暗 项顷 顾硕 顺须 马鸟 高亭 魏巍 鲁鱼 鹏朋 麦表 黄寅 齐济';

const groupsOf = new Map<string, Set<number>>();
GROUPS.split(' ').forEach((group, place) => {
  for (const character of group) {
    const known = groupsOf.get(character);
    if (known) known.add(place);
    else groupsOf.set(character, new Set([place]));
  }
});

/** Whether two Chinese characters are easily taken for one another by their shape. */
export function looksLike(a: string, b: string): boolean {
  const groups = groupsOf.get(a);
  const others = groupsOf.get(b);
  if (groups === undefined || others === undefined) return false;
  for (const group of groups) if (others.has(group)) return true;
  return false;
}

// Groups of characters that are taken for each other by the eye (handwriting, scans, shape input methods).
const GROUPS =
  '未末朱 土士 己已巳 王玉五 天夫 大太 田由甲申 干千于 午牛 人入 今令 侯候 泽译 洋祥 涛淘 浩洁 徽微薇 萍苹 芬芳 昊吴 晓晚 明朋 宁宇 莹萤 俊浚 琪淇 娟捐 静净 杨扬汤 陈阵 李季 张弦 赵越 徐除 郭敦 宋宗 韩朝 彭澎 萧肃 董重 袁哀 潘番 蒋将 余佘 杜社 程逞 魏巍 丁于 任仕 沈沉 姚桃 卢庐 姜美 崔催 钟种 谭潭 陆陕 汪江 范苑 金全 石右 廖寥 夏复 付什 方万 白自 孟盂 熊能 秦泰 邱丘 尹君 薛薜 段假 侯候 龙尤 史吏 贺驾 顾颜 毛手 郝赦 邵绍 钱线 武式 戴截 莫英 孔扎 梅海 桂佳 彬林 杰木 志忘 建健 国园 华毕 辉晖 军车 婷停 雨两 诗持 辰晨 轩轲 豪毫 鑫森 欣欢 晶品 瑞端 琳淋 丽俪 荣萦 清请情 新析 盛威 恒桓 信倍 源原 通道 科料 贸货 创刨 永水 长张 胜性 宏宠 凯岂 利刊 友发 正止 和如 兴光';

const alikes = new Map();
for (const group of GROUPS.split(' '))
  for (const character of group)
    alikes.set(character, [...(alikes.get(character) ?? []), ...[...group].filter((other) => other !== character)]);

/** Characters that look like this one. */
export const lookAlikesOf = (character) => alikes.get(character) ?? [];

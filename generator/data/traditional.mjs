const PAIRS =
  '张張 刘劉 陈陳 杨楊 黄黃 赵趙 吴吳 孙孫 马馬 罗羅 郑鄭 谢謝 许許 韩韓 冯馮 邓鄧 肖蕭 苏蘇 吕呂 卢盧 钟鍾 谭譚 陆陸 贾賈 韦韋 邹鄒 龙龍 顾顧 龚龔 万萬 钱錢 严嚴 汤湯 齐齊 乔喬 庞龐 颜顏 庄莊 聂聶 鲁魯 欧歐 关關 兰蘭 纪紀 单單 国國 华華 军軍 伟偉 东東 强強 义義 贵貴 长長 宝寶 胜勝 发發 庆慶 凤鳳 云雲 莲蓮 丽麗 红紅 艳豔 涛濤 刚剛 辉輝 鹏鵬 飞飛 晓曉 宁寧 锋鋒 凯凱 莹瑩 颖穎 洁潔 静靜 娅婭 杰傑 泽澤 轩軒 阳陽 诚誠 铭銘 尧堯 兴興 业業 实實 贸貿 电電 联聯 网網 机機 设設 备備 药藥 医醫 疗療 车車 饮飲 运運 输輸 资資 产產 务務 广廣 团團 银銀 环環 术術 农農 鲜鮮 门門 厦廈 济濟 汉漢 无無 锡錫 连連 达達 远遠 创創 汇匯 顺順 润潤 节節 饰飾 爱愛 荣榮 学學 树樹 贤賢 跃躍 进進 卫衛 语語 诗詩 诺諾 梦夢 韵韻 琼瓊 娇嬌 芦蘆 叶葉 闫閆 赖賴 蓝藍 谊誼 仑侖 坛壇';

const traditionalOf = new Map(PAIRS.split(' ').map((pair) => [pair[0], pair[1]]));

/** The text in traditional characters, as somebody in Hong Kong or Taiwan would write the name. */
export const toTraditional = (text) => [...text].map((character) => traditionalOf.get(character) ?? character).join('');

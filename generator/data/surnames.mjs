import { shares } from '../random.mjs';

/**
 * Surnames by share of the population in hundredths of a percent. The order and the first three shares are those of the Ministry of
 * Public Security (2007: 王 7.25 %, 李 7.19 %, 张 6.83 %; 22 surnames above ten million people; a hundred hold 85 %); between
 * those anchors the values are interpolated and rounded. Compound surnames: 欧阳 1.112 million people and the others by the report of 2020.
 */
export const SURNAMES = [
  ...shares(
    '王:725 李:719 张:683 刘:539 陈:454 杨:322 黄:245 赵:210 吴:205 周:200 徐:156 孙:150 马:129 朱:128 胡:119 郭:117 何:108 高:102 林:101 罗:96 郑:92 梁:84',
  ),
  ...shares(
    '谢:72 宋:71 唐:70 许:67 韩:66 冯:64 邓:63 曹:61 彭:59 曾:58 肖:57 田:54 董:52 袁:51 潘:50 于:48 蒋:47 蔡:46 余:46 杜:46 叶:45 程:45 苏:44 魏:44 吕:43 丁:42 任:41 沈:40',
  ),
  ...shares(
    '姚:39 卢:39 姜:38 崔:38 钟:37 谭:37 陆:36 汪:35 范:35 金:34 石:33 廖:33 贾:32 夏:31 韦:31 付:31 方:31 白:30 邹:30 孟:29 熊:29 秦:28 邱:28 江:27 尹:27 薛:26 闫:26 段:25',
  ),
  ...shares(
    '雷:25 侯:24 龙:24 史:24 陶:24 黎:23 贺:23 顾:23 毛:22 郝:22 龚:22 邵:21 万:21 钱:21 严:20 覃:20 武:20 戴:20 莫:19 孔:19 向:19 汤:19 常:18 温:17 康:16 施:15 文:15 牛:15',
  ),
  ...shares(
    '樊:14 葛:14 邢:14 安:13 齐:13 易:13 乔:13 伍:13 庞:12 颜:12 倪:12 庄:12 聂:11 章:11 鲁:11 岳:11 翟:10 殷:10 詹:10 申:10 欧:10 耿:9 关:9 兰:9 焦:9 俞:9 左:8 柳:8 甘:8 祝:8 包:8 宁:7 尚:7 符:7 舒:7 阮:7 柯:7 纪:7 梅:7 童:6 凌:6 毕:6 单:6 季:6 裴:6 霍:6 涂:6 成:6 苗:6 谷:5 盛:5 曲:5',
  ),
  ...shares('欧阳:8 上官:1 皇甫:1 诸葛:1 司徒:1 司马:1'),
];

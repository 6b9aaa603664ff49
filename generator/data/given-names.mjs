/**
 * What people are called, by generation and gender, the commonest first. The first characters of each generation are those that the
 * yearly name reports and Bao (2023) give; the order of the rest, and the whole names, are assumptions.
 * `single` is the share of given names of one character.
 */
export const GENERATIONS = [
  {
    until: 1969,
    single: 0.1,
    male: {
      characters:
        '国明华文建平德军志玉林春海金荣永生福成清云忠良强祥兴光学树东少才义贵世正龙长新民山宝家立利安全胜江根发水仁庆和敏伟',
      names:
        '建国 建华 国强 建军 志强 建平 国平 德明 永强 文华 志明 国华 建民 和平 卫东 卫国 爱国 援朝 跃进 保国 金龙 福生 玉林 长江 新华',
    },
    female: {
      characters:
        '英秀玉兰珍华桂凤芳淑春香云梅荣红金琴莲霞素美丽花平翠菊萍惠月爱玲娥芬珠敏霞燕艳琼瑞雪彩芝巧慧群静明文娟',
      names:
        '秀英 桂英 秀兰 玉兰 桂兰 秀珍 玉珍 凤英 玉英 淑珍 淑英 秀芳 桂芳 玉梅 桂珍 春梅 丽华 秀华 凤兰 素珍 美华 爱华 红梅 玉华',
    },
  },
  {
    until: 1989,
    single: 0.27,
    male: {
      characters:
        '伟军华强明勇海建杰志涛平文斌波刚辉鹏永国峰春超东磊林亮飞俊金龙小晓云光玉洪学浩成新庆利立胜江良刚毅宏晖凯旭锋宁雷松义岩雄阳青鑫帅健',
      names:
        '志强 建华 海涛 晓东 建军 志刚 海波 志勇 俊杰 建平 国强 志伟 晓明 永强 文杰 小军 小龙 志明 文斌 海军 建伟 立军 国庆 小平 晓峰 春雷 少华',
    },
    female: {
      characters:
        '丽红艳燕英华梅芳霞静敏娟玲娜萍小晓玉春秀云丹慧琴莉雪琳青蓉婷洁倩颖莹晶媛霞月爱平文凤兰美佳芬花雯海珍菲瑞翠宁琼',
      names:
        '丽娟 丽华 晓燕 海燕 春梅 丽丽 小红 丽萍 艳红 春燕 红梅 小燕 丽娜 晓红 红霞 晓丽 雪梅 小丽 海霞 丽霞 晓玲 小芳 文静 秀丽 玉梅 婷婷 亚男',
    },
  },
  {
    until: 2012,
    single: 0.22,
    male: {
      characters:
        '宇杰浩文俊鑫志豪子龙明嘉涛伟鹏博天泽轩家晨昊睿宏阳飞凯旭超强海佳峰辰瑞帅斌林凡翔毅振然诚梓奇航晓一荣成永哲祺瀚铭霖恒立逸坤皓熙建国',
      names:
        '子轩 浩宇 浩然 宇轩 俊杰 子豪 宇航 博文 子涵 明轩 天宇 嘉豪 志豪 俊豪 文杰 浩天 嘉俊 雨泽 皓轩 梓豪 鹏飞 文博 家豪 志鹏 伟杰 宇辰 奕辰 沐宸',
    },
    female: {
      characters:
        '佳婷怡雨欣梦思雪文丽琪静晓敏嘉慧颖玉诗萱悦涵雯倩娜莹洁琳彤佩宇子婕艺娟妍芳瑶蕾芸茜月馨心然春彩晴露霞燕红薇璐菲钰若梓一语美',
      names:
        '欣怡 梓涵 诗涵 雨欣 佳怡 思琪 雨桐 梦琪 婷婷 佳琪 雨婷 文静 欣妍 雅婷 思雨 嘉怡 思涵 一诺 诗琪 雨萱 梦婷 静怡 欣悦 可欣 雪婷 语桐 若汐 依诺',
    },
  },
];

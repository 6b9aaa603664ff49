/** Something the made-up company sells. */
export interface DemoProduct {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** Yuan. */
  readonly price: number;
}

const LIST = `
TEA01|西湖龙井 明前 100g|West Lake Longjing, first harvest 100 g|268
TEA02|安吉白茶 100g|Anji white tea 100 g|168
TEA03|正山小种 150g|Lapsang Souchong 150 g|128
TEA04|铁观音 清香 250g|Tieguanyin oolong 250 g|188
TEA05|普洱熟茶饼 357g|Ripe pu-erh cake 357 g|218
TEA06|茉莉花茶 200g|Jasmine tea 200 g|78
TEA07|白毫银针 50g|Silver needle white tea 50 g|238
TEA08|桂花乌龙茶包 20 袋|Osmanthus oolong, 20 bags|45
GFT01|中秋茶礼盒|Mid-autumn tea gift box|398
GFT02|新春礼盒 金|New Year gift box, gold|528
GFT03|商务茶礼 定制|Corporate tea gift, engraved|688
CUP01|青瓷品茗杯|Celadon tasting cup|58
CUP02|汝窑盖碗|Ru ware lidded bowl|148
CUP03|紫砂壶 西施 220ml|Yixing teapot Xishi 220 ml|480
CUP04|玻璃公道杯|Glass fairness pitcher|36
CUP05|竹制茶盘 中号|Bamboo tea tray, medium|199
CUP06|旅行茶具套装|Travel tea set|159
CUP07|保温杯 500ml|Vacuum flask 500 ml|129
BED01|60 支长绒棉四件套|Sateen duvet set, 60 s|599
BED02|桑蚕丝被 2kg|Mulberry silk duvet 2 kg|1280
BED03|乳胶枕|Latex pillow|239
BED04|天丝夏凉被|Lyocell summer quilt|329
BED05|纯棉浴巾|Cotton bath towel|79
BED06|酒店白毛巾 10 条|Hotel towels, white, 10 pieces|189
LMP01|宣纸落地灯|Rice paper floor lamp|459
LMP02|黄铜台灯|Brass desk lamp|369
LMP03|竹编吊灯|Woven bamboo pendant|299
LMP04|小夜灯 感应|Night light with sensor|49
STO01|棉麻收纳箱|Linen storage box|69
STO02|竹制衣架 10 只|Bamboo hangers, 10 pieces|59
STO03|抽屉分隔盒 6 件|Drawer dividers, 6 pieces|42
STO04|折叠换鞋凳|Folding shoe bench|189
KIT01|铸铁炒锅 30cm|Cast iron wok 30 cm|269
KIT02|合金筷 10 双|Alloy chopsticks, 10 pairs|39
KIT03|青花碗 4 只|Blue and white bowls, 4 pieces|118
KIT04|竹砧板|Bamboo chopping board|88
KIT05|围裙 亚麻|Linen apron|96
DEC01|香薰蜡烛 桂花|Osmanthus scented candle|98
DEC02|线香 沉香 40 支|Agarwood incense, 40 sticks|138
DEC03|手绘屏风 四扇|Hand-painted screen, four panels|2680
DEC04|棉麻抱枕|Linen cushion|75
DEC05|羊毛地毯 160×230|Wool rug 160 × 230|1580`;

/** What is sold, the favourites of each shelf first. */
export const PRODUCTS: readonly DemoProduct[] = LIST.trim()
  .split('\n')
  .map((line) => {
    const [code = '', zh = '', en = '', price = '0'] = line.split('|');
    return { code, zh, en, price: Number(price) };
  });

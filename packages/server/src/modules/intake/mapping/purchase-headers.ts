import type { HeaderRole } from './customer-headers.ts';

/** Headers of purchase files; they go before those of customer files when a file tells of purchases. */
export const PURCHASE_HEADERS: Readonly<Partial<Record<HeaderRole, string>>> = {
  ORDER_NUMBER:
    '订单号|订单编号|订单号码|订单id|单号|单据号|单据编号|销售单号|销售订单号|交易号|交易编号|交易单号|流水号|交易流水号|小票号|发票号|发票号码|主订单号|主订单编号|合同号|合同编号|子订单号|訂單編號|訂單號碼|order number|order no|order nr|order id|order|orderid|invoice|invoice number|invoice no|invoice id|invoiceno|transaction id|transaction number|transaction no|transaction|receipt|receipt number|receipt no|bill number|bill no|sales order|ticket number|basket id|document number|注文番号|주문번호|订单流水号|零售单号|销售单编号|单据号码|order reference|order ref|sales order number|so number',
  LINE_NUMBER:
    '行号|行项目|行项目号|明细行号|明细编号|明细id|项次|子单号|子订单编号|line number|line no|line|order line|line item|line id|item number in order|order line number|line item id|order item id',
  ORDER_TIME:
    '下单时间|下单日期|订单时间|订单日期|订单创建时间|购买时间|购买日期|交易时间|交易日期|成交时间|成交日期|销售日期|销售时间|消费时间|消费日期|开票日期|单据日期|發票日期|訂單日期|order date|order time|ordered at|order datetime|order created at|invoice date|invoicedate|purchase date|purchase time|purchased at|transaction date|transaction time|sale date|sales date|date of purchase|placed at|date of sale|注文日|注文日時|주문일|订单成交时间|业务日期|制单日期|记账日期|开单日期|开单时间|出库日期|订货日期|posting date|document date|processed at|order placed at',
  ORDER_STATUS:
    '订单状态|交易状态|單據狀態|order status|invoice status|transaction status|financial status|fulfillment status|payment status',
  PRODUCT_CODE:
    '商品编码|商品编号|商品代码|商品id|产品编码|产品编号|产品代码|产品id|货号|款号|物料编码|物料号|条码|条形码|sku|sku编码|商家编码|品号|商品货号|存货编码|產品編號|商品編號|product code|product id|product no|product number|stock code|stockcode|item code|item id|item no|item number|article number|article no|part number|part no|ean|upc|barcode|asin|cds id|商品コード|lineitem sku|variant sku|product sku|商品sku|sku id|skuid|规格编码|商品条码',
  PRODUCT_NAME:
    '商品名称|商品|商品名|产品名称|产品|产品名|商品标题|宝贝标题|宝贝名称|品名|货品名称|存货名称|物料名称|商品描述|项目名称|產品名稱|商品名稱|product|product name|item|item name|product title|product description|item description|description|article|article name|goods|lineitem name|title|商品名',
  QUANTITY:
    '数量|购买数量|商品数量|订购数量|销售数量|销量|件数|个数|订单数量|宝贝数量|數量|quantity|qty|units|count|order quantity|quantity ordered|ordered quantity|item quantity|pieces|number of items|volume|units sold|lineitem quantity|cds|数量計|수량|商品件数|成交数量|销售件数|quantity sold',
  UNIT_PRICE:
    '单价|价格|商品单价|销售单价|售价|成交单价|含税单价|商品价格|实际单价|宝贝价格|單價|unit price|unitprice|price|price each|price per unit|item price|selling price|unit cost|sale price|lineitem price|list price|단가|商品单价 元|商品销售价|实际售价|product price',
  AMOUNT:
    '金额|总价|总金额|小计|合计|行金额|销售额|销售金额|实付金额|实付|应付金额|支付金额|付款金额|订单金额|交易金额|消费金额|成交金额|商品金额|含税金额|价税合计|商品总价|實付金額|金額|amount|total|line total|line amount|subtotal|sub total|total amount|total price|extended price|revenue|sales|net amount|gross amount|sales amount|order total|order amount|value|amt|purchase amount|line value|total value|金額合計|금액|订单实付金额|买家实付金额|买家实际支付金额|商品实付金额|销售总额|成交总额|net sales|gross sales|total sales|lineitem total',
  CURRENCY: '币种|货币|幣別|币别|currency|currency code|ccy|通貨|통화',
  EXTERNAL_ID:
    'customer|customer no|customer number|client|client no|顾客编号|顾客id|买家账号|buyer|会员编号|会员号|member id|member number|customerid|household id|shopper id|visitor id',
  ANY_DATE:
    'date|日期|时间|timestamp|datetime|day|订单付款时间|买家付款时间|付款时间|付款日期|支付时间|支付日期|paid at|payment date|payment time|created at|创建时间',
};

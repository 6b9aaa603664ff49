import { record } from './cells.ts';
import { localText } from './calendar.ts';
import { crmNumber, type Rows, storeOf, webNumber } from './customer-files.ts';
import type { DemoCustomer } from './demo-customer.ts';
import type { Population } from './population.ts';
import type { Channel, DemoLine, DemoOrder } from './purchases.ts';
import { type Random, randomFor } from './random.ts';
import { nameOf } from './told.ts';

/** Yuan to the dollar in the made-up web shop's price list. */
const YUAN_PER_DOLLAR = 7;

interface Sold {
  readonly customer: DemoCustomer;
  readonly order: DemoOrder;
}

/** The web shop's order lines between two instants (ms), in the order of time; foreigners pay in dollars. */
export function* webOrders(people: Population, from: number, until: number): Rows {
  yield record(
    'order_id,ordered_at,user id,full name,sku,product name,quantity,unit price,amount,currency,order status'.split(
      ',',
    ),
  );
  for (const { customer, order } of soldBetween('web', people, from, until)) {
    const random = randomFor('till', order.number);
    const status = { DONE: 'completed', CANCELLED: 'cancelled', REFUNDED: 'refunded' }[order.status];
    for (const line of order.lines) {
      const price = customer.isForeign ? Math.round(line.price / YUAN_PER_DOLLAR) : line.price;
      yield record([
        order.number,
        spoilt(random, localText(line.at)),
        webNumber(customer.index),
        customer.company?.name ?? nameOf(customer),
        line.product.code,
        customer.isForeign ? line.product.en : `${line.product.zh} ${line.product.en}`,
        line.quantity,
        yuan(price),
        yuan(price * line.quantity),
        customer.isForeign ? 'USD' : 'CNY',
        status,
      ]);
    }
  }
}

/** What the stores' tills sold between two instants (ms); some buyers do not say who they are. */
export function* storeOrders(people: Population, from: number, until: number): Rows {
  yield record('小票号,销售时间,会员姓名,会员手机,商品编码,商品名称,数量,单价,金额,门店'.split(','));
  for (const { customer, order } of soldBetween('store', people, from, until)) {
    const random = randomFor('till', order.number);
    const isNamed = customer.storeFrom !== undefined || random.chance(0.55);
    for (const line of order.lines) {
      yield record([
        order.number,
        localText(line.at),
        isNamed ? nameOf(customer) : '',
        isNamed ? customer.mobile : '',
        line.product.code,
        line.product.zh,
        line.quantity,
        `¥${yuan(line.price)}`,
        yuan(line.price * line.quantity),
        storeOf(customer),
      ]);
    }
  }
}

/** What was delivered to business customers between two instants (ms), from the old system's books. */
export function* businessOrders(people: Population, from: number, until: number): Rows {
  yield record('销售单号,单据日期,客户编号,客户名称,产品编号,产品名称,数量,单价,金额,订单状态'.split(','));
  for (const { customer, order } of soldBetween('crm', people, from, until)) {
    const status = { DONE: '已完成', CANCELLED: '已作废', REFUNDED: '已退货' }[order.status];
    for (const line of order.lines) {
      yield record([
        order.number,
        localText(line.at).slice(0, 10),
        crmNumber(customer.index),
        customer.company?.name ?? nameOf(customer),
        line.product.code,
        line.product.zh,
        line.quantity,
        yuan(line.price),
        thousands(line),
        status,
      ]);
    }
  }
}

function soldBetween(channel: Channel, people: Population, from: number, until: number): Sold[] {
  const sold: Sold[] = [];
  for (const customer of people.all()) {
    for (const order of people.purchasesOf(customer))
      if (order.channel === channel && order.at >= from && order.at < until) sold.push({ customer, order });
  }
  return sold.toSorted((a, b) => a.order.at - b.order.at || a.customer.index - b.customer.index);
}

function yuan(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}

function thousands({ price, quantity }: DemoLine): string {
  return `"${yuan(price * quantity).replace(/\B(?=(\d{3})+\.)/g, ',')}"`.slice(1, -1);
}

/** A cell that a spreadsheet spoilt, now and then. */
function spoilt(random: Random, cell: string): string {
  return random.chance(0.004) ? '########' : cell;
}

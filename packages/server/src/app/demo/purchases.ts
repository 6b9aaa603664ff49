import { dayAfter, instantOn, WEEKS } from './calendar.ts';
import type { DemoCustomer } from './demo-customer.ts';
import { type DemoProduct, PRODUCTS } from './products.ts';
import { type Random, randomFor } from './random.ts';

/** Where something was bought. */
export type Channel = 'crm' | 'web' | 'store';

/** One purchase of a made-up customer. */
export interface DemoOrder {
  readonly channel: Channel;
  readonly number: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly status: 'DONE' | 'CANCELLED' | 'REFUNDED';
  readonly lines: readonly DemoLine[];
}

/** One line of a purchase; a return has a negative quantity and a time of its own. */
export interface DemoLine {
  readonly product: DemoProduct;
  readonly quantity: number;
  /** Hundredths of a yuan. */
  readonly price: number;
  readonly at: number;
}

// How often people buy and how long they stay: BG/NBD (Fader, Hardie and Lee, 2005) as measured on CDNOW, in weeks.
const RATE = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
// What they spend: gamma-gamma (Fader and Hardie, 2013) on the same data, in dollars; a dollar is taken for about nine yuan.
const SPEND = { p: 6.25, q: 3.74, v: 15.44, yuan: 9 };
const MOST_ORDERS = 150;

/** Everything a customer buys in the two years, earliest first. */
export function purchasesOf(customer: DemoCustomer): readonly DemoOrder[] {
  const random = randomFor('purchases', customer.index);
  const start = Math.min(customer.isInCrm ? 0.012 : 1, customer.webFrom ?? 1, customer.storeFrom ?? 1);
  const buysAtAll = customer.isInCrm ? 0.6 : 0.82;
  if (!random.chance(buysAtAll)) return [];
  const rate = (random.gamma(RATE.r) / RATE.alpha) * (customer.company ? 2 : 1);
  const x = random.gamma(RATE.a);
  const leaves = x / (x + random.gamma(RATE.b));
  const usualSpend = ((SPEND.yuan * SPEND.v) / random.gamma(SPEND.q)) * SPEND.p * (customer.company ? 6 : 1);

  const orders: DemoOrder[] = [];
  // Old customers did not all wait for the first day.
  let share = customer.isInCrm ? start + random.next() * 0.6 : start + random.next() * 0.02;
  while (share < 1 && orders.length < MOST_ORDERS) {
    orders.push(orderOn(random, customer, share, orders.length, usualSpend));
    if (random.chance(leaves)) break;
    share += Math.max(0.001, -Math.log(1 - random.next()) / rate / WEEKS);
  }
  return orders;
}

function orderOn(random: Random, customer: DemoCustomer, share: number, count: number, usualSpend: number): DemoOrder {
  const channel = channelOf(random, customer, share);
  const day = dayAfter(share);
  const hour = random.weighted(channel === 'web' ? EVENINGS : OPENING_HOURS);
  const at = instantOn(day, hour, random.between(0, 59), channel === 'crm' ? 0 : random.between(0, 59));
  const target = usualSpend * (random.gamma(SPEND.p) / SPEND.p);
  const stamp = new Date(day).toISOString().slice(2, 10).replaceAll('-', '');
  return {
    channel,
    number: `${{ crm: 'XS', web: 'W', store: 'P' }[channel]}${stamp}${String(customer.index).padStart(6, '0')}${String(count).padStart(2, '0')}`,
    at,
    status: random.weighted([
      ['DONE', 955],
      ['CANCELLED', channel === 'web' ? 28 : 4],
      ['REFUNDED', channel === 'web' ? 14 : 3],
    ]),
    lines: basketFor(random, target, at),
  };
}

function channelOf(random: Random, customer: DemoCustomer, share: number): Channel {
  const open: Channel[] = [];
  if (customer.webFrom !== undefined && customer.webFrom <= share) open.push('web');
  if (customer.storeFrom !== undefined && customer.storeFrom <= share) open.push('store');
  if (customer.company && customer.isInCrm) open.push('crm');
  // The old system's private customers are known at the till as well.
  return open.length === 0 ? 'store' : random.pick(open);
}

/** Fills a basket up to about the amount; what is dear comes in ones, what is cheap in handfuls. */
function basketFor(random: Random, target: number, at: number): readonly DemoLine[] {
  const lines: DemoLine[] = [];
  let left = Math.max(40, target);
  while (left > 20 && lines.length < 8) {
    const affordable = PRODUCTS.filter(({ price }) => price <= left * 1.5);
    const product = affordable.length > 0 ? random.pick(affordable) : PRODUCTS[7];
    if (!product || lines.some((line) => line.product === product)) break;
    const most = Math.max(1, Math.floor(left / product.price));
    const quantity =
      lines.length === 7 || random.chance(0.08) ? Math.min(most, 200) : Math.min(most, random.between(1, 3));
    const discount = random.weighted([
      [1, 70],
      [0.9, 20],
      [0.8, 10],
    ]);
    lines.push({ product, quantity, price: Math.round(product.price * 100 * discount), at });
    left -= product.price * quantity;
  }
  const [first] = lines;
  if (first && random.chance(0.045)) {
    const back = at + random.between(1, 12) * 86_400_000;
    lines.push({ ...first, quantity: -random.between(1, first.quantity), at: back });
  }
  return lines;
}

const EVENINGS: readonly (readonly [number, number])[] = [
  [8, 3],
  [9, 5],
  [10, 7],
  [11, 6],
  [12, 8],
  [13, 6],
  [14, 5],
  [15, 5],
  [16, 5],
  [17, 5],
  [18, 6],
  [19, 9],
  [20, 13],
  [21, 14],
  [22, 11],
  [23, 5],
];
const OPENING_HOURS: readonly (readonly [number, number])[] = [
  [10, 6],
  [11, 9],
  [12, 7],
  [13, 7],
  [14, 10],
  [15, 12],
  [16, 13],
  [17, 11],
  [18, 9],
  [19, 9],
  [20, 7],
];

import { type DemoCustomer, demoCustomer } from './demo-customer.ts';
import { type DemoOrder, purchasesOf } from './purchases.ts';

/** Everybody in a demo: each file tells of a part of them. */
export interface Population {
  all(): Iterable<DemoCustomer>;
  purchasesOf(customer: DemoCustomer): readonly DemoOrder[];
}

/** About 2 kB each. Of more people the rest is made up anew for every file: slower, but in flat memory. */
const KEPT = 150_000;

/** The first so many made-up customers. */
export function populationOf(people: number): Population {
  const customers: DemoCustomer[] = [];
  const purchases: (readonly DemoOrder[])[] = [];
  return {
    *all() {
      for (let index = 0; index < people; index++)
        yield index < KEPT ? (customers[index] ??= demoCustomer(index)) : demoCustomer(index);
    },
    purchasesOf: (customer) =>
      customer.index < KEPT ? (purchases[customer.index] ??= purchasesOf(customer)) : purchasesOf(customer),
  };
}

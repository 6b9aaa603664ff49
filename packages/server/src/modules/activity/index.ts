/* The door of `activity`: what other modules may use. */
export { activityApi } from './api/activity-api.ts';
export { Order } from './api/order.type.ts';
export { OrderConditions, OrderRelationFilter } from './api/order.input.ts';
export { ordersCondition } from './api/order-conditions.ts';
export { orderLoader } from './api/order.loader.ts';
export { TimelineEntry } from './timeline/timeline.type.ts';
export { applyPurchaseLines, reservePurchases } from './purchase/apply-purchase-lines.ts';
export { forgetBuyer } from './purchase/forget-buyer.ts';
export {
  countMovable,
  countOrdersOf,
  countOrdersWithoutCustomer,
  handEnteredOrders,
  hasOrders,
  moveOrders,
} from './purchase/move-orders.ts';
export { reassignOrders } from './purchase/reassign-orders.ts';
export { purgePurchases } from './purchase/purge-purchases.ts';
export {
  ORDER_STATUSES,
  type OrderStatus,
  type PurchaseBatch,
  type PurchaseLine,
  type PurchaseLineOutcome,
  type PurchaseResult,
  type PurchaseWarning,
  type ReservedPurchases,
} from './purchase/purchase-batch.ts';
export { type PurchaseStep, reinstatePurchases, retractPurchases } from './purchase/retract-purchases.ts';

import { foldName } from '@dossier/shared/standardise';
import type { StatedStatus } from './purchase-line.ts';

const WORDS: Readonly<Record<Exclude<StatedStatus, 'PLACED'>, string>> = {
  CANCELLED: '已取消 取消 交易关闭 已关闭 作废 已作废 关闭 订单取消 cancelled canceled void voided closed failed',
  RETURNED: '已退款 退款 已退货 退货 全额退款 退款成功 退货退款 退单 returned refunded refund',
  PARTLY_RETURNED: '部分退款 部分退货 partially_refunded partially_returned',
};

const STATUS = new Map(
  Object.entries(WORDS).flatMap(([status, words]) =>
    // Object.entries forgets the type of the keys.
    words.split(' ').map((word) => [foldName(word.replaceAll('_', ' ')), status as StatedStatus] as const),
  ),
);

/** What a state in a file's own words means; undefined when it says nothing that changes an order. */
export function readStatus(cell: string): StatedStatus | undefined {
  return STATUS.get(foldName(cell));
}

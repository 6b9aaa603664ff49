/* The door of `custody`: whose things are with whom, and since when. It knows customers by key only. */
export {
  type CustodyChange,
  custodyOf,
  type CustodyRow,
  heldBy,
  heldCustomers,
  letGo,
  presentCustody,
  shownAs,
  shownAsAt,
  subjectsAt,
  subjectsEverOf,
  subjectsOf,
  takeInto,
} from './custody.ts';
export { forgetCustody } from './forget-custody.ts';
export { holdShown } from './hold-shown.ts';
export { type Move, movesOf, noteMoves, type PastMove, subjectAt } from './moves.ts';
export {
  addMovedOrders,
  CUSTODY_OPERATIONS,
  type CustodyOperation,
  type CustodyOperationKind,
  findOperations,
  type MovedCounts,
  noteOperation,
  operationsOf,
} from './operations.ts';

/* The door of `custody`: whose things are with whom, and since when. It knows customers by key only. */
export {
  type CustodyChange,
  custodyOf,
  type CustodyRow,
  heldBy,
  letGo,
  presentCustody,
  shownAs,
  shownAsAt,
  subjectsAt,
  subjectsOf,
  takeInto,
} from './custody.ts';
export { type Move, movesOf, noteMoves, type PastMove, subjectAt } from './moves.ts';
export {
  CUSTODY_OPERATIONS,
  type CustodyOperation,
  type CustodyOperationKind,
  findOperations,
  type MovedCounts,
  noteOperation,
} from './operations.ts';

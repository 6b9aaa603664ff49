export { checkCharacter, hasRightCheck, type CheckSystem } from './check-character.ts';
export {
  DATE_PARTS,
  largestSequence,
  numberPattern,
  numberPatternSchema,
  type DatePart,
  type NumberPattern,
  type PatternPart,
} from './pattern.ts';
export { datePart, formatNumber, plainNumber, type NumberContents } from './format-number.ts';
export { checkNumber, readNumber, type NumberReading, type NumberVerdict } from './check-number.ts';

import type { FillerField } from './fillers.ts';

/** What stands for nothing wherever it is met, however few have it. */
export const KNOWN_FILLERS: ReadonlyMap<FillerField, ReadonlySet<string>> = new Map([
  ['PHONE', new Set(['+8613800000000', '+8613000000000'])],
  ['EMAIL', new Set(['test@test.com', 'a@a.com', 'abc@abc.com', 'none@none.com', 'noemail@noemail.com'])],
  ['BIRTH_DATE', new Set(['19000101', '00010101', '99991231'])],
]);

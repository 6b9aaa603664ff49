import { fill } from './detect-table.ts';

const SEARCHED_ROWS = 20;
const TOTAL = /^(合\s*计|总\s*计|小\s*计|合\s*計|總\s*計|total|totals|grand total|sum|subtotal)\s*[:：]?$/i;
// What a line below a table begins with: words that say "note" and a colon, or a count.
const REMARK =
  /^([*※]?\s*(备\s*注|附\s*注|注|说明|制表人?|制表日期|制单人?|审核人?|打印(人|时间|日期)?|导出(人|时间|日期)?|统计(人|时间|日期)|数据来源|合\s*计|总\s*计|小\s*计|备註|附註|註|說明|notes?|remarks?|source|total|printed (on|by)|exported (on|by)|prepared by)\s*[:：]|共计?\s*\d+\s*[条行笔位人])/i;

/** Notes below a table. */
export interface DetectedFooter {
  /** How many of the last non-blank records they are. */
  rows: number;
  confidence: number;
}

/**
 * Finds notes and totals below the table in its last records (blank ones included), given in order. A record narrower
 * than the table with a single filled cell is a note; one of full width only when a blank record stands above it, since
 * rows with one filled cell also occur among the data, or when it reads like one ("备注：…", "合计：10 条").
 */
export function detectFooter(tail: readonly (readonly string[])[], width: number, positional: boolean): DetectedFooter {
  if (width < 2) {
    // In a single column a note cannot be told from a value; a gap near the end makes it worth asking.
    const gap = tail.slice(0, -1).findLastIndex((cells) => fill(cells) === 0);
    return { rows: 0, confidence: gap >= tail.length - 4 && gap > 0 ? 0.7 : 1 };
  }
  let rows = 0;
  let certain = 0;
  let confidence = 0.97;
  let seen = 0;
  for (let i = tail.length - 1; i >= 0 && seen < SEARCHED_ROWS; i--) {
    const cells = tail[i] ?? [];
    const filled = fill(cells);
    if (filled === 0) {
      // Everything below a blank record that looked like notes is notes.
      if (seen > 0) certain = seen;
      continue;
    }
    const isTotal = cells.slice(0, 2).some((cell) => TOTAL.test(cell.trim()));
    const narrow = !positional && cells.length < width && filled <= Math.max(1, width / 4);
    const lone = filled <= 1 && width > 2;
    const isRemark = lone && cells.some((cell) => REMARK.test(cell.trim()));
    if (!isTotal && !narrow && !lone) break;
    seen++;
    if (isTotal || narrow || isRemark) certain = seen;
    if (isTotal) confidence = Math.min(confidence, 0.85);
  }
  if (seen >= SEARCHED_ROWS) return { rows: 0, confidence: 0.7 };
  rows = certain;
  // Lone cells directly below the data stay rows.
  if (rows > 0 && rows < seen) confidence = Math.min(confidence, 0.75);
  return { rows, confidence: rows > 3 ? Math.min(confidence, 0.8) : confidence };
}

import { parse, print, visit } from 'graphql';

/**
 * What changed between two schemas, descriptions aside, line by line, with the type that holds a change before it: ` ` stands, `+`
 * is new, `-` is gone. Empty when nothing changed. By the longest common subsequence; such schemas have some hundred lines.
 *
 * @param before a schema as text; empty for none
 */
export function diffSchemas(before: string, after: string): string[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  // common[i][j]: how many lines the rest of `old` from i and of `now` from j have in common.
  const common = Array.from({ length: old.length + 1 }, () => new Int32Array(now.length + 1));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--) {
      const row = common[i];
      if (row) row[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const all: string[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      all.push(`  ${old[i]}`);
      i++;
      j++;
    } else if (j >= now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) all.push(`- ${old[i++]}`);
    else all.push(`+ ${now[j++]}`);
  }
  return withHeadings(all);
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  const plain = visit(parse(text), {
    enter: (node) => ('description' in node && node.description ? { ...node, description: undefined } : undefined),
  });
  return print(plain)
    .split('\n')
    .filter((line) => line !== '');
}

// Of what stands, only the line that begins the type of a change.
function withHeadings(all: readonly string[]): string[] {
  const kept: string[] = [];
  let heading: string | undefined;
  for (const line of all) {
    if (line.startsWith('  ')) {
      if (line.endsWith('{')) heading = line;
      continue;
    }
    if (heading !== undefined && line.slice(2).startsWith(' ')) kept.push(heading);
    heading = undefined;
    kept.push(line);
  }
  return kept;
}

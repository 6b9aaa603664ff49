const figure = (value) => value.toFixed(4);
const signed = (value) => `${value < 0 ? '' : '+'}${figure(value)}`;

/** One line for each set and seed; pairs at a probability of a half, clusters as they would be joined, exact keys. */
export function tableOf(results) {
  const head = [
    'set',
    'seed',
    'true pairs',
    'pairs P',
    'R',
    'F1',
    'clusters P',
    'R',
    'F1',
    'exact keys P',
    'R',
    'F1',
    'pairs F1 − exact',
    'clusters F1 − exact',
    'seconds',
  ];
  const lines = results.map(({ set, seed, said: { pairs, seconds }, clusters, baseline }) => [
    set,
    seed,
    String(clusters.truePairs),
    ...[pairs, clusters, baseline].flatMap(({ precision, recall, f1 }) => [precision, recall, f1].map(figure)),
    signed(pairs.f1 - baseline.f1),
    signed(clusters.f1 - baseline.f1),
    String(seconds.match),
  ]);
  const kinds = results.flatMap(({ set, seed, joined, possible }) =>
    [...new Set([...possible.keys(), ...joined.keys()])].map((kind) => [
      set,
      seed,
      kind,
      String(joined.get(kind)?.length ?? 0),
      possible.has(kind) ? String(possible.get(kind)) : '',
    ]),
  );
  return `${markdown(head, lines)}\n\n${markdown(['set', 'seed', 'different ones joined', 'pairs joined', 'of pairs there are'], kinds)}`;
}

/** Some pairs of each kind that were wrongly joined, and some that were missed, both rows in full. */
export function examplesOf(results, count) {
  const byKind = new Map();
  for (const { joined, missed, rows, seed } of results)
    for (const [kind, pairs] of [...joined]
      .map(([kind, pairs]) => [`${kind}, wrongly joined`, pairs])
      .concat([['missed', missed]]))
      byKind.set(kind, [...(byKind.get(kind) ?? []), ...pairs.map((pair) => ({ pair, rows, seed }))]);
  return [...byKind]
    .map(([kind, pairs]) => {
      const step = Math.max(1, Math.floor(pairs.length / count));
      const shown = Array.from({ length: Math.min(count, pairs.length) }, (_, at) => pairs[at * step]);
      const lines = shown.map(({ pair, rows, seed }) =>
        pair
          .map((id, at) => `${at === 0 ? `seed ${seed}: ` : '        '}${Object.values(rows.get(id)).join(' | ')}`)
          .join('\n'),
      );
      return `\n${results[0].set}, ${kind}: ${pairs.length} pairs\n${lines.join('\n')}`;
    })
    .join('\n');
}

function markdown(head, lines) {
  const row = (cells) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...lines.map(row)].join('\n');
}

import { chartInk, palette } from '../platform/echarts.ts';

interface Point {
  readonly value: number;
}

/** Where a step of a waterfall begins and ends. */
export interface Step {
  readonly from: number;
  readonly to: number;
}

/** The steps one after the other, each from where the one before ended; the last point is their sum, from zero. */
export function stepsOf(points: readonly Point[]): readonly Step[] {
  let at = 0;
  return points.map(({ value }, place) => {
    if (place === points.length - 1) return { from: 0, to: value };
    const from = at;
    at += value;
    return { from, to: at };
  });
}

/** A step as what is left free and what is drawn on one side of zero; a step across zero is drawn on both. */
export function partOf({ from, to }: Step, side: 1 | -1): { readonly free: number; readonly drawn: number } {
  const [near, far] = [Math.min(from * side, to * side), Math.max(from * side, to * side)].map((end) =>
    Math.max(0, end),
  );
  // No −0.
  return { free: (near ?? 0) * side + 0, drawn: ((far ?? 0) - (near ?? 0)) * side + 0 };
}

/** The ECharts series of a waterfall: for each side of zero what is left free and, on it, what is drawn. Each step says its figure. */
export function waterfallSeries(
  points: readonly Point[],
  style: { readonly dark: boolean; readonly format: (value: number) => string },
): readonly object[] {
  const mode = style.dark ? 'dark' : 'light';
  const [up, down] = palette[mode];
  const steps = stepsOf(points);
  return ([1, -1] as const).flatMap((side) => {
    const parts = steps.map((step) => partOf(step, side));
    const common = { type: 'bar', stack: 'steps', barMaxWidth: 16 };
    return [
      { ...common, silent: true, itemStyle: { color: 'transparent' }, data: parts.map(({ free }) => free) },
      {
        ...common,
        data: parts.map(({ drawn }, place) => {
          const { value } = points[place] ?? { value: 0 };
          const isSum = place === points.length - 1;
          const step = steps[place] ?? { from: 0, to: 0 };
          const isSplit = step.from * step.to < 0;
          return {
            value: drawn,
            itemStyle: { color: isSum ? chartInk[mode].text : value < 0 ? down : up, borderRadius: isSplit ? 0 : 2 },
            label: {
              // Once, behind its right end: to the left stand the names.
              show: drawn !== 0 && (side === 1 || !isSplit),
              position: 'right',
              color: chartInk[mode].strong,
              formatter: style.format(value),
            },
          };
        }),
      },
    ];
  });
}

import type { EChartsCoreOption } from 'echarts/core';
import { chartInk, palette } from '../platform/echarts.ts';
import { waterfallSeries } from './waterfall.ts';

/** One figure of a chart: what it is called, its value, and the key that a click hands on. */
export interface ChartPoint {
  readonly label: string;
  readonly value: number;
  readonly key: string | null;
}

/** A named run of figures. All series of a chart share the labels of the first. */
export interface ChartSeries {
  readonly name: string;
  readonly points: readonly ChartPoint[];
}

/**
 * How the figures are drawn: `column` over time, `bar` to compare named things, `line` for shares that follow a choice, `waterfall` for
 * steps that add up: its one series ends with their sum.
 */
export type ChartKind = 'column' | 'bar' | 'line' | 'waterfall';

/** Whether the things stand below each other, and the figures to the right. */
export const isHorizontal = (kind: ChartKind): boolean => kind === 'bar' || kind === 'waterfall';

/** What the drawing needs beside the figures. */
export interface ChartStyle {
  readonly kind: ChartKind;
  readonly dark: boolean;
  /** Figures in full, for what is written beside them. */
  readonly format: (value: number) => string;
  /** Figures in short, for axes. */
  readonly formatAxis: (value: number) => string;
}

/** The ECharts option for a card: quiet axes, one palette, labels that do not collide. */
export function chartOption(series: readonly ChartSeries[], style: ChartStyle): EChartsCoreOption {
  const mode = style.dark ? 'dark' : 'light';
  const ink = chartInk[mode];
  const labels = (series[0]?.points ?? []).map(({ label }) => label);
  const horizontal = isHorizontal(style.kind);
  const category = {
    type: 'category',
    data: labels,
    inverse: horizontal,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: ink.line }, onZero: false },
    axisLabel: {
      color: ink.text,
      hideOverlap: style.kind !== 'waterfall',
      width: horizontal ? 150 : undefined,
      overflow: style.kind === 'waterfall' ? 'break' : 'truncate',
      lineHeight: 14,
    },
  };
  const value = {
    type: 'value',
    ...(style.kind === 'line' ? { min: 0, max: 1 } : { minInterval: 1 }),
    // Side by side, long figures need room: 1,000 must not touch 800.
    splitNumber: horizontal ? 3 : 4,
    splitLine: { lineStyle: { color: ink.line } },
    axisLabel: { color: ink.text, hideOverlap: true, formatter: style.formatAxis },
  };
  return {
    color: [...palette[mode]],
    animationDuration: 200,
    grid: { left: 4, right: style.kind === 'waterfall' ? 48 : 16, top: 8, bottom: 4, containLabel: true },
    xAxis: horizontal ? value : category,
    yAxis: horizontal ? category : value,
    series:
      style.kind === 'waterfall'
        ? waterfallSeries(series[0]?.points ?? [], style)
        : series.map((one, place) => (style.kind === 'line' ? lineSeries(one, place) : barSeries(one, horizontal))),
  };
}

function barSeries({ name, points }: ChartSeries, horizontal: boolean): object {
  return {
    name,
    type: 'bar',
    data: points.map((point) => point.value),
    barMaxWidth: horizontal ? 16 : 32,
    emphasis: { itemStyle: { opacity: 0.75 } },
    itemStyle: { borderRadius: horizontal ? [0, 3, 3, 0] : [3, 3, 0, 0] },
  };
}

function lineSeries({ name, points }: ChartSeries, place: number): object {
  return {
    name,
    type: 'line',
    data: points.map((point) => point.value),
    symbol: place === 0 ? 'circle' : 'diamond',
    symbolSize: 7,
  };
}

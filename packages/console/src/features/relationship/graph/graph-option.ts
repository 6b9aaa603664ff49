import type { EChartsCoreOption } from 'echarts/core';
import type { RelationshipGraphQuery } from '../../../gql/graphql.ts';
import { chartInk, palette } from '../../../platform/echarts.ts';

/** What is drawn. */
export type Graph = Omit<NonNullable<RelationshipGraphQuery['relationshipGraph']>, '__typename'>;

/** How it is drawn. */
export interface GraphStyle {
  readonly dark: boolean;
  readonly nameOf: (customer: Graph['nodes'][number]['customer']) => string;
  /** What the one a relationship starts from is to the other. */
  readonly roleOf: (edge: Graph['edges'][number]) => string;
  /** Between several roles of one to the other. */
  readonly separator: string;
}

/** The ECharts option: squares for organisations and circles for persons, the one it is about the largest, arrows from who is what to whom. */
export function graphOption(
  { nodes, edges }: Graph,
  { dark, nameOf, roleOf, separator }: GraphStyle,
): EChartsCoreOption {
  const mode = dark ? 'dark' : 'light';
  const ink = chartInk[mode];
  const [organisation, person] = palette[mode];
  // What is written across lines and each other stays legible by an edge of the ground's colour.
  const halo = { textBorderColor: ink.surface, textBorderWidth: 3 };
  // Names are written out as long as they do not cover each other.
  const isFew = nodes.length <= 40;
  return {
    animation: false,
    series: [
      {
        type: 'graph',
        layout: 'force',
        force: {
          layoutAnimation: false,
          repulsion: isFew ? 400 : 120,
          edgeLength: isFew ? [100, 180] : [30, 80],
          gravity: 0.08,
        },
        roam: true,
        edgeSymbol: ['none', 'arrow'],
        edgeSymbolSize: 7,
        label: {
          show: true,
          position: 'bottom',
          color: ink.strong,
          fontSize: 12,
          width: 120,
          overflow: 'truncate',
          ...halo,
        },
        labelLayout: { hideOverlap: true },
        edgeLabel: { show: isFew, color: ink.text, fontSize: 11, ...halo },
        lineStyle: { color: ink.text, opacity: 0.8, curveness: 0.08 },
        data: nodes.map(({ customer, distance }) => ({
          id: customer.id,
          name: nameOf(customer),
          symbol: customer.kind === 'ORGANISATION' ? 'roundRect' : 'circle',
          symbolSize: distance === 0 ? 30 : 18,
          itemStyle: {
            color: customer.kind === 'ORGANISATION' ? organisation : person,
            borderColor: ink.strong,
            borderWidth: distance === 0 ? 2 : 0,
          },
        })),
        // What two customers are to each other in one direction is one arrow.
        edges: [...Map.groupBy(edges, ({ from, to }) => `${from?.id} ${to?.id}`).values()].map((same) => {
          const [first] = same;
          const formatter = same.map(roleOf).join(separator);
          return { source: first?.from?.id, target: first?.to?.id, label: { formatter } };
        }),
      },
    ],
  };
}

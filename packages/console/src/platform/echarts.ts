import { BarChart } from 'echarts/charts';
import { GridSimpleComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

// Only what most pages draw, others register theirs (lines: identity/model); each further chart type is one name here. What a chart says under the pointer we write
// ourselves (ui/ChartTip.vue): the tooltip of ECharts is a sixth of its size.
use([BarChart, GridSimpleComponent, CanvasRenderer]);

/** Colours of series, tellable apart with the common kinds of colour blindness (after Okabe and Ito), on light and dark. */
export const palette = {
  light: ['#1f5fae', '#d1730a', '#00856a', '#b5487f', '#7a6400', '#4f9bd9'],
  dark: ['#6fa8ec', '#f0a648', '#3cbf9d', '#e08ab8', '#d8c34a', '#a3cdf5'],
} as const;

/** Colours of axes, grid and text of a chart. */
export const chartInk = {
  light: { text: '#566273', line: '#dfe3e8', surface: '#ffffff', strong: '#1c2530' },
  dark: { text: '#a3afbd', line: '#313b47', surface: '#1a2028', strong: '#e4e9ef' },
} as const;

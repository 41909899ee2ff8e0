import { useId } from 'react'
import type { SdkProps } from './sdk-props.ts'

type ChartProps = SdkProps<'BarChart'>
const named: Record<string, string> = {
  orange: '#ff8f59',
  aqua: '#51d3d9',
  purple: '#a4a2f2',
  yellow: '#ffc859',
  pink: '#fc8cbe',
  blue: '#4fb06d',
  green: '#65d6ad',
  darkOrange: '#e66e50',
  darkAqua: '#00a38d',
  darkPurple: '#7c79e6',
  darkYellow: '#f5a623',
  darkPink: '#e068a0',
  darkBlue: '#3f7fd0',
  darkGreen: '#2f9e6e',
}
const palette = ['darkBlue', 'orange', 'darkAqua', 'purple', 'yellow', 'pink']

/** Sorts the rows into one series a colour group, over the categories in the order they come. */
function readChart({ data, axes, options }: ChartProps) {
  const rows = Array.isArray(data) ? data : data.data
  const labels = Array.isArray(data) ? undefined : data.options?.propertyLabels
  const group = axes.options?.groupFieldByColor
  const categories = [...new Set(rows.map((row) => row[axes.x.field] ?? ''))]
  const groups = group ? [...new Set(rows.map((row) => String(row[group] ?? '')))] : ['']
  const colours = options?.colors ?? options?.colorList ?? []
  const series = groups.map((name, index) => ({
    name: group ? (labels?.[group]?.[name] ?? name) : (axes.y.label ?? axes.y.field),
    colour: named[axes.options?.colors?.[name] ?? colours[index] ?? palette[index % palette.length] ?? ''] ?? '#7c98b6',
    values: categories.map((category) =>
      rows
        .filter((row) => (row[axes.x.field] ?? '') === category && (!group || String(row[group] ?? '') === name))
        .reduce((sum, row) => sum + Number(row[axes.y.field] ?? 0), 0),
    ),
  }))
  const heights = axes.options?.stacking
    ? categories.map((_, index) => series.reduce((sum, one) => sum + (one.values[index] ?? 0), 0))
    : series.flatMap((one) => one.values)
  const label = (category: string | number) => labels?.[axes.x.field]?.[String(category)] ?? String(category)
  return { categories: categories.map(label), series, most: Math.max(1, ...heights), stacked: axes.options?.stacking }
}

function Chart({ kind, ...props }: ChartProps & { kind: 'bar' | 'line' }) {
  const id = useId()
  const { categories, series, most, stacked } = readChart(props)
  const { title = props.axes.y.label ?? props.axes.y.field, showLegend, showDataLabels } = props.options ?? {}
  const [width, height] = [320, 140]
  const slot = width / Math.max(1, categories.length)
  const y = (value: number) => height - (value / most) * (height - 16)
  return (
    <figure className="hx-chart" data-testid={props.testId}>
      <figcaption id={id}>{title}</figcaption>
      <svg role="img" aria-labelledby={id} viewBox={`0 -4 ${width} ${height + 20}`}>
        <path className="hx-axis" d={`M0 ${height}H${width}`} />
        {kind === 'line' &&
          series.map((one) => (
            <polyline
              key={one.name}
              fill="none"
              stroke={one.colour}
              strokeWidth="2"
              points={one.values.map((value, index) => `${slot * (index + 0.5)},${y(value)}`).join(' ')}
            />
          ))}
        {kind === 'bar' &&
          series.flatMap((one, nth) =>
            one.values.map((value, index) => {
              const below = stacked
                ? series.slice(0, nth).reduce((sum, lower) => sum + (lower.values[index] ?? 0), 0)
                : 0
              const wide = (slot * 0.7) / (stacked ? 1 : series.length)
              const left = slot * (index + 0.15) + (stacked ? 0 : wide * nth)
              const top = y(below + value)
              return (
                <g key={`${nth}-${index}`}>
                  <rect x={left} y={top} width={wide} height={Math.max(0, y(below) - top)} fill={one.colour} rx="2" />
                  {showDataLabels && (
                    <text x={left + wide / 2} y={top - 3}>
                      {value}
                    </text>
                  )}
                </g>
              )
            }),
          )}
        {categories.map((category, index) => (
          <text key={index} x={slot * (index + 0.5)} y={height + 13}>
            {category}
          </text>
        ))}
      </svg>
      {(showLegend ?? series.length > 1) && (
        <ul>
          {series.map((one) => (
            <li key={one.name}>
              <i style={{ background: one.colour }} /> {one.name}
            </li>
          ))}
        </ul>
      )}
    </figure>
  )
}

/** Drawn numbers; simple, but with every series and label. */
export const charts = {
  BarChart: (props: ChartProps) => <Chart {...props} kind="bar" />,
  LineChart: (props: SdkProps<'LineChart'>) => <Chart {...props} kind="line" />,
}

import { callExtension } from '../call-extension.ts'
import { Glyph } from './glyph.tsx'
import type { SdkProps } from './sdk-props.ts'
import { shortSize } from './spacing.ts'

const icons: Record<string, string> = {
  success: 'success',
  warning: 'warning',
  danger: 'exclamationCircle',
  tip: 'info',
}

function Alert({ title, variant = 'info', children, testId }: SdkProps<'Alert'>) {
  const kind = variant === 'error' ? 'danger' : variant
  return (
    <div data-testid={testId} role={kind === 'danger' ? 'alert' : 'status'} className={`hx-alert hx-alert-${kind}`}>
      <Glyph name={icons[kind] ?? 'info'} size={18} />
      <div>
        <strong>{title}</strong>
        {children && <div>{children}</div>}
      </div>
    </div>
  )
}

function EmptyState({
  title,
  layout = 'horizontal',
  reverseOrder,
  imageWidth = 110,
  flush,
  children,
  testId,
}: SdkProps<'EmptyState'>) {
  return (
    <div
      data-testid={testId}
      className={`hx-empty hx-empty-${layout}${reverseOrder ? ' hx-reverse' : ''}${flush ? ' hx-flush' : ''}`}
    >
      <div>
        {title && <h4>{title}</h4>}
        {children}
      </div>
      <Glyph name="comment" size={Math.min(imageWidth, 56)} />
    </div>
  )
}

function ErrorState({ title = 'Something went wrong', type = 'error', children, testId }: SdkProps<'ErrorState'>) {
  const icon = { error: 'warning', support: 'question', lock: 'locked' }[type]
  return (
    <div data-testid={testId} role="alert" className="hx-empty hx-empty-vertical hx-error-state">
      <Glyph name={icon} size={40} />
      <div>
        <h4>{title}</h4>
        {children}
      </div>
    </div>
  )
}

function LoadingSpinner({ label, showLabel, size, layout = 'inline', testId }: SdkProps<'LoadingSpinner'>) {
  return (
    <div data-testid={testId} role="status" aria-label={label} className={`hx-loading hx-loading-${layout}`}>
      <span className={`hx-spinner hx-spinner-${shortSize(size, 'sm')}`} aria-hidden="true" />
      {showLabel && <span>{label}</span>}
    </div>
  )
}

function ProgressBar(props: SdkProps<'ProgressBar'>) {
  const { title, value = 0, showPercentage, valueDescription, variant = 'success', testId } = props
  const most = props.maxValue ?? props.valueMax ?? 100
  const percent = Math.round(Math.min(1, Math.max(0, value / (most || 1))) * 100)
  return (
    <div data-testid={testId} className="hx-progress">
      <div className="hx-row">
        {title && <span>{title}</span>}
        {showPercentage && <span>{percent}%</span>}
      </div>
      <div
        role="progressbar"
        aria-label={props['aria-label'] ?? title ?? 'Progress'}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={most}
        className={`hx-bar hx-bar-${variant}`}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
      {valueDescription && <small>{valueDescription}</small>}
    </div>
  )
}

function ScoreCircle({ score, testId }: SdkProps<'ScoreCircle'>) {
  const level = score < 33 ? 'low' : score < 66 ? 'middle' : 'high'
  return (
    <svg
      data-testid={testId}
      role="img"
      aria-label={`Score ${score} of 100`}
      className={`hx-score hx-score-${level}`}
      width="64"
      height="64"
      viewBox="0 0 36 36"
    >
      <circle cx="18" cy="18" r="15.9" />
      <circle
        cx="18"
        cy="18"
        r="15.9"
        pathLength={100}
        strokeDasharray={`${score} 100`}
        transform="rotate(-90 18 18)"
      />
      <text x="18" y="22" textAnchor="middle">
        {score}
      </text>
    </svg>
  )
}

function Statistics({ children, testId }: SdkProps<'Statistics'>) {
  return (
    <dl data-testid={testId} className="hx-statistics">
      {children}
    </dl>
  )
}

function StatisticsItem({ id, label, number, children, testId }: SdkProps<'StatisticsItem'>) {
  return (
    <div id={id} data-testid={testId}>
      <dt>{label}</dt>
      <dd>{number}</dd>
      {children}
    </div>
  )
}

function StatisticsTrend({ value, direction, color, testId }: SdkProps<'StatisticsTrend'>) {
  const tone = color ?? (direction === 'increase' ? 'green' : 'red')
  return (
    <span data-testid={testId} className={`hx-trend hx-trend-${tone}`}>
      <span role="img" aria-label={direction}>
        {direction === 'increase' ? '▲' : '▼'}
      </span>{' '}
      {value}
    </span>
  )
}

function StepIndicator({
  stepNames,
  currentStep = 0,
  direction = 'horizontal',
  onClick,
  testId,
}: SdkProps<'StepIndicator'>) {
  return (
    <ol data-testid={testId} className={`hx-steps hx-steps-${direction}`}>
      {stepNames.map((name, index) => (
        <li
          key={name}
          aria-current={index === currentStep ? 'step' : undefined}
          data-done={index < currentStep || undefined}
        >
          {onClick ? (
            <button type="button" onClick={() => callExtension(onClick, index)}>
              {name}
            </button>
          ) : (
            name
          )}
        </li>
      ))}
    </ol>
  )
}

/** What tells a person how things stand. */
export const feedback = {
  Alert,
  EmptyState,
  ErrorState,
  LoadingSpinner,
  ProgressBar,
  ScoreCircle,
  Statistics,
  StatisticsItem,
  StatisticsTrend,
  StepIndicator,
}

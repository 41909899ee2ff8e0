import type { CSSProperties, ReactNode } from 'react'
import type { SdkProps } from './sdk-props.ts'
import { flexValue, spacing } from './spacing.ts'

function flexStyle(gap: number, props: { direction?: string; justify?: string; align?: string; wrap?: string }) {
  return {
    display: 'flex',
    flexDirection: props.direction,
    justifyContent: flexValue(props.justify, 'start'),
    alignItems: flexValue(props.align, 'stretch'),
    flexWrap: props.wrap,
    gap,
  } as CSSProperties
}

function Flex({ gap, direction = 'row', justify, align, alignSelf, wrap, children, testId }: SdkProps<'Flex'>) {
  const wraps = wrap === true || wrap === 'wrap' ? 'wrap' : 'nowrap'
  const style = flexStyle(spacing(gap, 'flush'), {
    direction,
    wrap: wraps,
    ...(justify && { justify }),
    ...(align && { align }),
  })
  return (
    <div
      className="hx-flex"
      data-testid={testId}
      style={{ ...style, alignSelf: alignSelf && flexValue(alignSelf, '') }}
    >
      {children}
    </div>
  )
}

function Stack({
  distance = 'small',
  direction = 'column',
  justify,
  align,
  width,
  children,
  testId,
}: SdkProps<'Stack'>) {
  const style = flexStyle(spacing(distance, 'small'), {
    direction,
    ...(justify && { justify }),
    align: align ?? 'start',
  })
  return (
    <div data-testid={testId} style={{ ...style, width }}>
      {children}
    </div>
  )
}

function Stack2({ gap, align, fullWidth, fullHeight, children, testId }: SdkProps<'Stack2'>) {
  const style = flexStyle(spacing(gap, 'small'), { direction: 'column', ...(align && { align }) })
  return (
    <div data-testid={testId} style={{ ...style, ...full(fullWidth, fullHeight) }}>
      {children}
    </div>
  )
}

function Box({ alignSelf, flex, children, testId }: SdkProps<'Box'>) {
  const style: CSSProperties = { minWidth: 0 }
  if (alignSelf) style.alignSelf = flexValue(alignSelf, 'auto')
  if (flex !== undefined) style.flex = flex === 'initial' ? '0 1 auto' : flex
  return (
    <div data-testid={testId} style={style}>
      {children}
    </div>
  )
}

function Inline({ justify, align = 'center', gap, children, testId }: SdkProps<'Inline'>) {
  const style = flexStyle(spacing(gap, 'small'), { direction: 'row', wrap: 'wrap', align, ...(justify && { justify }) })
  return (
    <div data-testid={testId} style={style}>
      {children}
    </div>
  )
}

function AutoGrid({ columnWidth, gap, flexible, children, testId }: SdkProps<'AutoGrid'>) {
  const columns = `repeat(auto-${flexible ? 'fit' : 'fill'}, minmax(min(${columnWidth}px, 100%), ${flexible ? '1fr' : `${columnWidth}px`}))`
  return (
    <div data-testid={testId} style={{ display: 'grid', gap: spacing(gap, 'flush'), gridTemplateColumns: columns }}>
      {children}
    </div>
  )
}

function Grid({ size = 12, gap, justify, align, children, testId }: SdkProps<'Grid'>) {
  return (
    <div
      data-testid={testId}
      style={{
        display: 'grid',
        gridTemplateColumns: `repeat(${size}, minmax(0, 1fr))`,
        gap: spacing(gap, 'small'),
        justifyContent: justify && flexValue(justify, 'start'),
        alignItems: align && flexValue(align, 'stretch'),
      }}
    >
      {children}
    </div>
  )
}

function GridItem({ size = 1, offset = 0, children, testId }: SdkProps<'GridItem'>) {
  return (
    <div data-testid={testId} style={{ gridColumn: `${offset ? `${offset + 1} / ` : ''}span ${size}`, minWidth: 0 }}>
      {children}
    </div>
  )
}

function Center({ maxContentSize, gutter, fullWidth, fullHeight, children, testId }: SdkProps<'Center'>) {
  return (
    <div
      data-testid={testId}
      className="hx-center"
      style={{ padding: spacing(gutter, 'flush'), ...full(fullWidth, fullHeight) }}
    >
      <div style={{ maxWidth: maxContentSize }}>{children}</div>
    </div>
  )
}

function MediaObject({
  align = 'start',
  spacing: gap,
  itemLeft,
  itemRight,
  children,
  testId,
}: SdkProps<'MediaObject'>) {
  return (
    <div data-testid={testId} style={flexStyle(spacing(gap, 'small'), { direction: 'row', align })}>
      {itemLeft}
      <div style={{ flex: 1, minWidth: 0 }}>{children}</div>
      {itemRight}
    </div>
  )
}

function Divider({ size, distance, testId }: SdkProps<'Divider'>) {
  return <hr data-testid={testId} className="hx-divider" style={{ marginBlock: spacing(distance ?? size, 'small') }} />
}

function Spacer({ size, testId }: SdkProps<'Spacer'>) {
  return <div data-testid={testId} aria-hidden="true" style={{ height: spacing(size, 'medium') }} />
}

function Tile({ compact, flush, children, testId }: SdkProps<'Tile'>) {
  return (
    <div data-testid={testId} className={`hx-tile${compact ? ' hx-compact' : ''}${flush ? ' hx-flush' : ''}`}>
      {children}
    </div>
  )
}

function Card({ children, testId }: { children?: ReactNode; testId?: string }) {
  return (
    <section data-testid={testId} className="hx-card">
      {children}
    </section>
  )
}

function full(width: boolean | undefined, height: boolean | undefined): CSSProperties {
  return { ...(width && { width: '100%' }), ...(height && { height: '100%' }) }
}

/** Boxes and what lies between them. */
export const layout = {
  AutoGrid,
  Box,
  Card,
  Center,
  Divider,
  Flex,
  Grid,
  GridItem,
  Inline,
  MediaObject,
  Spacer,
  Stack,
  Stack2,
  Tile,
}

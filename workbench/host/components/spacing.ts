import type { CSSProperties } from 'react'

const pixels: Record<string, number> = {
  flush: 0,
  none: 0,
  xs: 4,
  'extra-small': 4,
  sm: 8,
  small: 8,
  md: 16,
  medium: 16,
  lg: 24,
  large: 24,
  xl: 32,
  'extra-large': 32,
}

/** Pixels of a named distance of the SDK. */
export function spacing(distance: string | undefined, otherwise: string): number {
  return pixels[distance ?? otherwise] ?? 16
}

const flexValues: Record<string, string> = {
  start: 'flex-start',
  end: 'flex-end',
  between: 'space-between',
  around: 'space-around',
}

/** The CSS value of the SDK's names for flex alignment. */
export function flexValue(name: string | undefined, otherwise: string): string {
  const value = name ?? otherwise
  return flexValues[value] ?? value
}

/** `sm`, `md` … of a size in either spelling. */
export function shortSize(size: string | undefined, otherwise: string): string {
  const short: Record<string, string> = {
    'extra-small': 'xs',
    small: 'sm',
    medium: 'md',
    default: 'md',
    large: 'lg',
    'extra-large': 'xl',
  }
  const given = size ?? otherwise
  return short[given] ?? given
}

const sides = [
  'marginTop',
  'marginBottom',
  'marginLeft',
  'marginRight',
  'padding',
  'paddingInline',
  'paddingBlock',
] as const

/** The margin and padding props of the experimental variants as a style. */
export function spacingStyle(props: Partial<Record<(typeof sides)[number], string>>): CSSProperties {
  const style: CSSProperties = {}
  for (const side of sides) if (props[side] !== undefined) style[side] = spacing(props[side], 'flush')
  return style
}

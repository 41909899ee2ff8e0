import type { LoadReport } from './load-process.ts'

/** The middle one; of an even number, the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** The value that this share (0 to 1) of all values does not exceed. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export function rounded(value: number, digits = 0): number {
  return Number(value.toFixed(digits))
}

/** How many requests of a load were taken in each second. */
export function perSecond({ ok, begun, ended }: Pick<LoadReport, 'ok' | 'begun' | 'ended'>): number {
  return ok / ((ended - begun) / 1_000)
}

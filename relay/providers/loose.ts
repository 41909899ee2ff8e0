/** The times that JavaScript, JSON and the database all hold. */
const latest = 8.64e15

/**
 * Reads members of what a vendor sends one by one: what is missing, or is not what it should be, is `undefined` and decides
 * nothing, so that one odd member never condemns the rest.
 */
export const loose = {
  /** Text with something in it. */
  text: (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined),
  number: (value: unknown): number | undefined =>
    typeof value === 'number' && Number.isFinite(value) ? value : undefined,
  record: (value: unknown): Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {},
  list: (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []),
  /** A date as text, or milliseconds. */
  time: (value: unknown): Date | undefined => {
    const at = typeof value === 'string' && value !== '' ? Date.parse(value) : value
    return typeof at === 'number' && at > 0 && at <= latest ? new Date(at) : undefined
  },
}

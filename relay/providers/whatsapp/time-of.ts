import { peekText } from '../peek.ts'

/** When Meta says that something happened, in seconds or (in a few places) milliseconds; `otherwise` where it does not say. */
export function timeOf(item: unknown, otherwise: Date): Date {
  const said = peekText(item, 'timestamp') ?? ''
  if (!/^\d{1,13}$/.test(said)) return otherwise
  return new Date(Number(said) * (said.length > 11 ? 1 : 1000))
}

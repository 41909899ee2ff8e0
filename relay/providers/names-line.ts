import type { Line } from './provider.ts'

/** Whether this is a name of the line: its number however it is written, or its address in any case. */
export function namesLine(name: string, { address }: Pick<Line, 'address'>): boolean {
  if (name.includes('@') || address.includes('@')) return name.trim().toLowerCase() === address.toLowerCase()
  const [one, other] = [digitsOf(name), digitsOf(address)]
  // A North American number is often written without its country code.
  return one !== '' && (one === other || (one.length === 10 && `1${one}` === other))
}

function digitsOf(name: string): string {
  return name.replace(/\D/g, '').replace(/^0+/, '')
}

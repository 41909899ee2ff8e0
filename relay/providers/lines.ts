import type { Channel } from '../../contract/channel.ts'
import { Refusal } from '../errors.ts'
import type { Line, Provider } from './provider.ts'

/** A line together with the provider that carries it. */
export interface LineOfProvider {
  line: Line
  provider: Provider
}

/** The line a caller means: by id, else the first of the channel, else the first of all. Throws `Refusal`. */
export function chooseLine(
  lines: readonly LineOfProvider[],
  wish: { lineId?: string; channel?: Channel },
): LineOfProvider {
  if (wish.lineId) {
    const chosen = lines.find(({ line }) => line.id === wish.lineId)
    if (!chosen)
      throw new Refusal('unknown_line', `There is no line "${wish.lineId}" here. Choose one of the lines in the list.`)
    if (wish.channel && chosen.line.channel !== wish.channel) {
      throw new Refusal('line_wrong_channel', `The line "${chosen.line.label}" does not carry ${wish.channel}.`)
    }
    return chosen
  }
  const chosen = lines.find(({ line }) => !wish.channel || line.channel === wish.channel)
  if (!chosen) {
    throw new Refusal(
      'no_line',
      wish.channel
        ? `No line carries ${wish.channel}. Ask an admin to add one.`
        : 'No line is set up. Ask an admin to add one.',
    )
  }
  return chosen
}

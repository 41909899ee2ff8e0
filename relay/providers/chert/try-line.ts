import { Permanent, Temporary } from '../../errors.ts'
import { loose } from '../loose.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { askChert } from './ask-chert.ts'
import type { ChertSettings } from './settings.ts'

/** Does Chert accept the secret, and is the phone line id the line's number and active? */
export async function tryLine(line: Line<ChertSettings>, context: ProviderContext): Promise<void> {
  const answer = await askChert('/phone-numbers', {}, line, context)
  const listed = Array.isArray(answer) ? answer : loose.record(answer).phone_numbers
  if (!Array.isArray(listed)) throw new Temporary('provider_failed', "Chert's list of numbers cannot be read.")
  const numbers = listed.map(loose.record)
  const { phoneLineId } = line.settings
  const ours = numbers.find(({ phone_line_id: id }) => id === phoneLineId)
  if (!ours) {
    const right = numbers.find(({ phone_number: number }) => number === line.address)
    const hint = right ? ` ${line.address} has “${String(right.phone_line_id)}”.` : ''
    throw wrong('sender_refused', `This Chert account has no phone line “${phoneLineId}”.${hint}`)
  }
  if (ours.phone_number !== line.address) {
    throw wrong(
      'sender_refused',
      `The phone line “${phoneLineId}” is ${String(ours.phone_number)}, not ${line.address}.`,
    )
  }
  if (ours.is_active === false) throw wrong('line_inactive', `Chert says that ${line.address} is not active.`)
}

function wrong(code: string, words: string): Permanent {
  return new Permanent(code, words, { blame: 'line' })
}

import { Permanent, Temporary } from '../../errors.ts'
import { membersOf } from '../members.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { askChert } from './ask-chert.ts'
import type { ChertSettings } from './settings.ts'

/** Does Chert accept the secret, and is the phone line id the line's number and active? */
export async function tryLine(line: Line<ChertSettings>, context: ProviderContext): Promise<void> {
  const answer = await askChert('/phone-numbers', {}, line, context)
  const named = membersOf(answer)
  const listed = Array.isArray(answer) ? (answer as unknown[]) : named.list('phone_numbers')
  if (!Array.isArray(answer) && !named.isList('phone_numbers')) {
    throw new Temporary('provider_failed', "Chert's list of numbers cannot be read.")
  }
  const numbers = listed.map(membersOf)
  const { phoneLineId } = line.settings
  const ours = numbers.find((one) => one.text('phone_line_id') === phoneLineId)
  if (!ours) {
    const right = numbers.find((one) => one.text('phone_number') === line.address)
    const hint = right ? ` ${line.address} has “${right.text('phone_line_id')}”.` : ''
    throw wrong('sender_refused', `This Chert account has no phone line “${phoneLineId}”.${hint}`)
  }
  const number = ours.text('phone_number')
  if (number !== line.address) {
    throw wrong('sender_refused', `The phone line “${phoneLineId}” is ${number}, not ${line.address}.`)
  }
  if (ours.flag('is_active') === false) throw wrong('line_inactive', `Chert says that ${line.address} is not active.`)
}

function wrong(code: string, words: string): Permanent {
  return new Permanent(code, words, { blame: 'line' })
}

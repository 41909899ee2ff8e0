import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Temporary } from '../../errors.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { askTuco } from './ask-tuco.ts'
import type { TucoSettings } from './settings.ts'

const answered = Compile(Type.Object({ available: Type.Boolean() }))

/**
 * Asks Tuco whether an address has iMessage: 70 times a day for each line, see `published`. What it refuses to answer
 * says "not available", too, and is no answer. SMS reaches every number, and nothing but numbers.
 */
export async function check(address: string, line: Line<TucoSettings>, context: ProviderContext): Promise<boolean> {
  const isEmail = address.includes('@')
  if (line.channel === 'sms') return /^\+[1-9]\d{6,14}$/.test(address)
  const body = { phones: isEmail ? [] : [address], emails: isEmail ? [address] : [] }
  const answer = await askTuco('/api/check-availability-rr', { body }, line, context)
  if (!answered.Check(answer)) throw new Temporary('provider_failed', "Tuco's answer cannot be read.")
  return answer.available
}

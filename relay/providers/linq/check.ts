import { Temporary } from '../../errors.ts'
import { askVendor } from '../call-vendor.ts'
import { membersOf } from '../members.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { linqRequest } from './linq-request.ts'
import type { LinqSettings } from './settings.ts'
import { errorCode, throwRefusal } from './throw-refusal.ts'

/** Asks Linq whether an address has iMessage. SMS reaches every number, and nothing but numbers. */
export async function check(address: string, line: Line<LinqSettings>, context: ProviderContext): Promise<boolean> {
  if (line.channel === 'sms') return /^\+[1-9]\d{6,14}$/.test(address)
  const { url, request } = linqRequest('/capability/check_imessage', line, { body: { address, from: line.address } })
  const answer = await askVendor('Linq', url, request, context)
  const available = membersOf(answer.json).flag('available')
  if (answer.status === 200 && available !== undefined) return available
  if (errorCode(answer) === 1002) return false
  if (answer.status < 300) throw new Temporary('provider_failed', "Linq's answer cannot be read.")
  return throwRefusal(answer, context.now())
}

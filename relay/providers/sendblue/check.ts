import { Temporary } from '../../errors.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { ask } from './ask.ts'
import type { SendblueSettings } from './settings.ts'

/** Can this address be reached on the line's channel? "SMS" for an email only means that it is not on iMessage. */
export async function check(address: string, line: Line<SendblueSettings>, context: ProviderContext): Promise<boolean> {
  const answer = await ask('/api/evaluate-service', { number: address }, line, context)
  const service = typeof answer === 'object' && answer !== null && 'service' in answer ? answer.service : undefined
  if (service === 'iMessage') return true
  if (service === 'SMS') return line.channel === 'sms' && !address.includes('@')
  throw new Temporary('provider_failed', 'Sendblue did not say how this address can be reached.')
}

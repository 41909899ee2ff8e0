import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { Permanent, Temporary } from '../../errors.ts'
import type { Line, ProviderContext } from '../provider.ts'
import type { SimulatorSettings } from './settings.ts'

/** Asks the network a question. Reading changes nothing there, so any doubt is `Temporary`. */
export async function ask<Answer extends TSchema>(
  schema: Answer,
  target: string,
  line: Line<SimulatorSettings>,
  context: ProviderContext,
): Promise<Static<Answer>> {
  let status: number
  let answer: unknown
  try {
    const response = await context.fetch(new URL(target, line.settings.url), {
      headers: { authorization: `Bearer ${line.settings.key}` },
      redirect: 'manual',
      signal: context.signal,
    })
    status = response.status
    answer = await response.json()
  } catch (cause) {
    throw new Temporary('provider_unreachable', 'The phone network did not answer.', { cause })
  }
  if (status === 200 && Value.Check(schema, answer)) return answer
  if (status === 401) {
    throw new Permanent('provider_key_refused', 'The phone network does not accept the key of this line.', {
      blame: 'line',
    })
  }
  throw new Temporary('provider_failed', `The phone network answered ${status}.`)
}

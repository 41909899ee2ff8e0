import { Permanent, Temporary } from '../../relay/errors.ts'
import { answerWords } from '../../relay/providers/answer-words.ts'
import { askVendor } from '../../relay/providers/call-vendor.ts'
import type { Line, ProviderContext } from '../../relay/providers/provider.ts'
import { vendorUrl } from '../../relay/providers/vendor-url.ts'
import type { SimulatorSettings } from './settings.ts'

/** Asks the network a question. Reading changes nothing there, so any doubt is `Temporary`. */
export async function ask<Answer>(
  answers: { Check(value: unknown): value is Answer },
  target: string,
  line: Line<SimulatorSettings>,
  context: ProviderContext,
): Promise<Answer> {
  const headers = { authorization: `Bearer ${line.settings.key}` }
  const { status, json } = await askVendor(
    'The phone network',
    vendorUrl(line.settings.url, target),
    { headers },
    context,
  )
  if (status === 200 && answers.Check(json)) return json
  if (status === 401) {
    throw new Permanent('provider_key_refused', 'The phone network does not accept the key of this line.', {
      blame: 'line',
    })
  }
  throw new Temporary('provider_failed', answerWords('The phone network', status))
}

import { Compile } from 'typebox/compile'
import { PhoneMessages } from '../phone-network/phone-wire.ts'
import type { Line, ProviderContext } from '../../relay/providers/provider.ts'
import { ask } from './ask.ts'
import type { SimulatorSettings } from './settings.ts'

const pages = Compile(PhoneMessages)

/** Asks the network for messages. */
export function messages(
  query: Record<string, string>,
  line: Line<SimulatorSettings>,
  context: ProviderContext,
): Promise<PhoneMessages> {
  return ask(pages, `/messages?${new URLSearchParams(query).toString()}`, line, context)
}

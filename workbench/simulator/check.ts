import { Compile } from 'typebox/compile'
import { PhoneReach } from '../phone-network/phone-wire.ts'
import type { Line, ProviderContext } from '../../relay/providers/provider.ts'
import { ask } from './ask.ts'
import type { SimulatorSettings } from './settings.ts'

const reaches = Compile(PhoneReach)

/** Whether the phone at this address has the line's channel. */
export async function check(
  address: string,
  line: Line<SimulatorSettings>,
  context: ProviderContext,
): Promise<boolean> {
  const query = new URLSearchParams({ channel: line.channel, address })
  const { reachable } = await ask(reaches, `/reach?${query.toString()}`, line, context)
  return reachable
}

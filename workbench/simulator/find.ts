import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { Line, ProviderContext } from '../../relay/providers/provider.ts'
import { messages } from './messages.ts'
import type { SimulatorSettings } from './settings.ts'

/** Looks a reference up on the network, which keeps every reference it ever took. */
export async function find(
  reference: string,
  line: Line<SimulatorSettings>,
  context: ProviderContext,
): Promise<{ providerId: string; status: DeliveryStatus } | null> {
  const { messages: found } = await messages({ reference }, line, context)
  const sent = found.find((message) => message.direction === 'to_phone')
  if (!sent || sent.status === 'received') return null
  return { providerId: sent.id, status: sent.status }
}

import type { PhoneEvent } from '../phone-network/phone-wire.ts'
import type { Line, ProviderContext, Received } from '../../relay/providers/provider.ts'
import { messages } from './messages.ts'
import type { SimulatorSettings } from './settings.ts'

const page = 100

/** Replies and statuses of a line since the cursor, which is the network's `seq`. Each is what its webhook would say. */
export async function since(
  cursor: string | null,
  line: Line<SimulatorSettings>,
  context: ProviderContext,
): Promise<{ received: Received[]; cursor: string; more: boolean }> {
  if (cursor === null) {
    const { seq } = await messages({ line: line.address }, line, context)
    return { received: [], cursor: String(seq), more: false }
  }
  const query = { line: line.address, limit: String(page) }
  let answer = await messages({ ...query, after: cursor }, line, context)
  // The network has begun anew and counts from the start again.
  if (answer.seq < Number(cursor)) answer = await messages({ ...query, after: '0' }, line, context)
  const received = answer.messages.map((message): Received => {
    const type = message.direction === 'from_phone' ? 'message.received' : 'message.status'
    const event: PhoneEvent = { type, message }
    return { origin: 'history', headers: {}, body: Buffer.from(JSON.stringify(event)) }
  })
  const last = answer.messages.at(-1)
  return { received, cursor: String(last ? last.seq : answer.seq), more: answer.more }
}

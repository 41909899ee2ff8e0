import { Compile } from 'typebox/compile'
import { PhoneEvent, type PhoneMessage } from '../phone-network/phone-wire.ts'
import { Invalid } from '../../relay/errors.ts'
import type { Line, ProviderEvent, Received } from '../../relay/providers/provider.ts'
import type { SimulatorSettings } from './settings.ts'

const events = Compile(PhoneEvent)
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** One event of the network in our words. */
export async function read(received: Received, line: Line<SimulatorSettings>): Promise<ProviderEvent[]> {
  const input = parsed(received.body)
  if (!events.Check(input)) throw new Invalid('unreadable_delivery', 'This is no event of the phone network.')
  const at = new Date(input.message.at)
  if (Number.isNaN(at.getTime())) throw new Invalid('unreadable_delivery', 'The event has no readable time.')
  return [input.type === 'message.received' ? replyOf(input.message, line, at) : statusOf(input.message, at)]
}

function replyOf(message: PhoneMessage, line: Line<SimulatorSettings>, at: Date): ProviderEvent {
  if (message.direction === 'to_phone' || message.from === line.address) {
    return { kind: 'ignored', reason: 'an echo of our own message' }
  }
  return { kind: 'reply', providerId: message.id, from: message.from, body: message.body, subject: null, at }
}

function statusOf(message: PhoneMessage, at: Date): ProviderEvent {
  const { id, reference, status } = message
  if (status === 'received') return { kind: 'ignored', reason: 'the status of a reply' }
  return {
    kind: 'status',
    providerId: id,
    status,
    at,
    ...(reference === null ? {} : { reference }),
    ...(status === 'undelivered'
      ? { error: { code: 'recipient_unreachable', detail: 'The phone could not be reached.' } }
      : {}),
  }
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body))
  } catch {
    throw new Invalid('unreadable_delivery', 'The delivery is no JSON in UTF-8.')
  }
}

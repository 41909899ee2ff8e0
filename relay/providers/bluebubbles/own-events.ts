import type { ProviderEvent } from '../provider.ts'
import { changesOf } from './changes-of.ts'
import { contentOf } from './content-of.ts'
import type { Message } from './message.ts'
import { ownStatus } from './own-status.ts'
import { placeOf } from './place-of.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/

/**
 * What a message says that left the Mac. Under our reference it is evidence of how ours fares. The poller of the database shows each
 * once more without it, and those that somebody wrote on the Mac or a phone: whether we know it is for the relay to say.
 */
export function ownEvents(type: string, message: Message, guid: string): ProviderEvent[] {
  const { tempGuid } = message
  const [ours] = uuid.exec(tempGuid ?? '') ?? []
  // Of a message in parts the last alone bears the bare reference.
  if (ours !== undefined && ours !== tempGuid) return [ignored('a part of a message of ours')]
  const { service, address, group } = placeOf(message)
  if (group) return [ignored('a message in a group')]
  const status = { ...ownStatus(message), ...(service ? { service } : {}) }
  const told: ProviderEvent = { kind: 'status', providerId: guid, ...(ours ? { reference: ours } : {}), ...status }
  if (ours !== undefined || status.status === 'failed') return [told]
  const changes = changesOf(message, guid)
  const news = status.status === 'sent' ? [] : [told]
  if (type !== 'new-message' || address === undefined || message.dateCreated === null) {
    const all = [...news, ...changes]
    return all.length > 0 ? all : [ignored('a message of the Mac, without news')]
  }
  const { body, attachments } = contentOf(message)
  return [
    {
      kind: 'elsewhere',
      providerId: guid,
      to: address,
      body: body.replace(/^This person /, 'Somebody at the Mac ').replace(/ came that/, ' was sent that'),
      subject: null,
      by: null,
      status: status.status,
      ...(service ? { service } : {}),
      ...(attachments.length > 0 ? { attachments } : {}),
      at: new Date(message.dateCreated),
    },
    ...news,
    ...changes,
  ]
}

function ignored(reason: string): ProviderEvent {
  return { kind: 'ignored', reason }
}

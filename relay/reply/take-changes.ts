import type { Logger } from 'pino'
import { changeReceived } from '../message/change-received.ts'
import { keepConsents } from '../message/keep-consents.ts'
import { markConsents } from '../message/mark-consents.ts'
import type { MoveNeeds } from '../message/move.ts'
import { storeSign } from '../message/store-sign.ts'
import { Permanent } from '../errors.ts'
import { readKeyword } from '../policy/keyword.ts'
import type { PortalDb } from '../store/database.ts'
import { storable } from '../store/storable.ts'
import type { Consent } from '../store/contact/store-consents.ts'
import { earlyFor } from './early-for.ts'
import { statusEarly, type Trouble } from './put-off-deliveries.ts'
import type { ReadItem } from './read-item.ts'

/**
 * Takes what people make of messages that are here: they edit them, take them back, put signs beside them. An edit that makes a message
 * STOP is STOP. Answers with deliveries that are about a message that is not here: it may still come; after some time an edit waits for a
 * person, because its words stand nowhere else.
 */
export async function takeChanges(
  tx: PortalDb,
  open: ReadItem[],
  needs: MoveNeeds & { log: Logger },
): Promise<Trouble[]> {
  const troubles: Trouble[] = []
  const consents: (Consent & { messageId: string })[] = []
  for (const { item, line, events, signs = [] } of open) {
    for (const event of events) {
      if (event.kind !== 'edited' && event.kind !== 'unsent') continue
      const body = event.kind === 'edited' ? storable(event.body) : null
      const { providerId, at } = event
      const changed = await changeReceived(tx, { lineId: line.id, providerId, body, at }, needs)
      if (changed.result === 'changed') {
        const state =
          body !== null && changed.direction === 'inbound' && !changed.aside ? readKeyword(body, changed.channel) : null
        if (state && state !== 'ask') consents.push({ ...changed, state, at })
      } else if (changed.result === 'missing' && item.age < earlyFor) troubles.push({ item, error: statusEarly() })
      else if (changed.result === 'missing' && body !== null && !event.ifKnown) {
        troubles.push({ item, error: nothingToEdit() })
      } else if (changed.result === 'missing') {
        needs.log.warn({ lineId: line.id, providerId }, 'a message that is not here was changed; left alone')
      }
    }
    for (const { messageId, at, ...sign } of signs) {
      await storeSign(tx, messageId, { ...sign, at: at.toISOString() }, needs)
    }
  }
  await markConsents(tx, consents)
  await keepConsents(tx, consents)
  return troubles
}

function nothingToEdit(): Permanent {
  return new Permanent(
    'edit_of_unknown',
    'The sender has changed the words of a message that is not here. Look at the new ones.',
  )
}

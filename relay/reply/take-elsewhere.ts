import type { Logger } from 'pino'
import type { MoveNeeds } from '../message/move.ts'
import { storeStatuses } from '../message/statuses.ts'
import { storeElsewhere, type NewElsewhere } from '../message/store-elsewhere.ts'
import type { PortalDb } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { storable } from '../store/storable.ts'
import { asStoredFiles } from './as-stored-files.ts'
import type { Matches, ReadItem, Times } from './read-item.ts'

/**
 * What the company wrote elsewhere, in the vendor's app or on the phone itself, belongs to the conversation. What went to nobody that
 * HubSpot knows is nobody's business here, and is not kept.
 */
export async function takeElsewhere(
  tx: PortalDb,
  open: ReadItem[],
  matches: Matches,
  { now }: Times,
  needs: MoveNeeds & { log: Logger; random: () => number },
): Promise<void> {
  const written = open.flatMap(({ line, events }) =>
    events.flatMap((event): NewElsewhere[] => {
      if (event.kind !== 'elsewhere') return []
      const matched = matches.get(event)
      if (!matched?.match.conversation) {
        needs.log.info(
          { lineId: line.id, reason: matched?.match.unmatched },
          'what was written elsewhere went to nobody known',
        )
        return []
      }
      const { providerId, status, at } = event
      return [
        {
          ...{
            id: newId(now.getTime()),
            lineId: line.id,
            channel: line.channel,
            address: matched.address,
            providerId,
            status,
            at,
          },
          subject: event.subject && storable(event.subject),
          body: storable(event.body),
          conversation: matched.match.conversation,
          attachments: asStoredFiles(event.attachments),
          service: event.service ?? null,
          error: event.error ? { code: event.error.code, detail: storable(event.error.detail) } : null,
          by: event.by && storable(event.by),
        },
      ]
    }),
  )
  const stored = await storeElsewhere(tx, written, needs)
  // Told several times at once it is stored by the first telling, and stands as the others say.
  const told = written.filter(({ id }) => !stored.has(id))
  await storeStatuses(
    tx,
    told.map(({ lineId, providerId, status, error, service, at }) => ({
      ...{ lineId, providerId, reference: null, status, blame: null, notNow: null, service, at },
      error: error && { ...error, retryable: false },
    })),
    needs,
  )
}

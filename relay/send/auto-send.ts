import type { Logger } from 'pino'
import type { Routing } from '../../contract/routing.ts'
import { Invalid } from '../errors.ts'
import type { ContactReader } from '../hubspot/contact-reader.ts'
import { readStanding } from '../store/contact/contact-standing.ts'
import type { Database } from '../store/database.ts'
import type { TaskHandler } from '../store/jobs/tasks.ts'
import type { createAccept } from './accept.ts'

export interface AutoSendNeeds {
  database: Database
  readContact: ContactReader
  routing: Routing
  log: Logger
}

/**
 * A contact was created: it gets the admin's message, once however often HubSpot tells of it. A contact that is gone by
 * then, or that cannot be written to, gets none, and nobody need look at that.
 */
export function createAutoSend(
  needs: AutoSendNeeds,
  accept: ReturnType<typeof createAccept>,
): TaskHandler<'auto-send'> {
  return async ({ portalId, key: contactId }) => {
    const { autoSend } = needs.routing
    if (!autoSend) return
    const standing = await readStanding(needs.database.forPortal(portalId), contactId)
    if (standing && standing.state !== 'present') return
    const properties = await needs.readContact(portalId, { id: contactId, properties: {} })
    try {
      await accept({
        portalId,
        source: 'workflow',
        contact: { id: contactId, properties },
        idempotencyKey: `auto:${contactId}`,
        lineId: autoSend.lineId,
        body: autoSend.message,
        actor: { automatic: 'contact_created' },
      })
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      needs.log.info(
        { portalId, contactId, code: error.code, reason: error.message },
        'a new contact was not written to',
      )
    }
  }
}

import { KeepDraftRequest, KeepDraftResponse } from '../../contract/keep-draft.ts'
import { ownPortal } from '../http/own-portal.ts'
import { route, type Door, type Route } from '../http/route.ts'
import type { Database } from '../store/database.ts'
import { forgetDraft, keepDraft } from '../store/draft/drafts.ts'

export interface ComposeNeeds {
  database: Database
  cardDoor: Door<{ portalId: string }>
}

/** What a rep writes before it is sent. It decides nothing: a draft goes nowhere by itself. */
export function createCompose({ database, cardDoor }: ComposeNeeds): { routes: Route[] } {
  const draft = route({
    method: 'POST',
    path: '/card/draft',
    summary: 'Keeps what a rep is writing to a contact, for a week.',
    door: cardDoor,
    body: KeepDraftRequest,
    response: KeepDraftResponse,
    limit: 524_288,
    async handle({ caller }, { portalId, userId, contact, draft: written }) {
      ownPortal(caller.portalId, portalId)
      if (userId === undefined) return { kept: false }
      const portal = database.forPortal(caller.portalId)
      const whose = { userId, contactId: contact.id }
      if (written) await keepDraft(portal, whose, written)
      else await forgetDraft(portal, whose)
      return { kept: written !== null }
    },
  })
  return { routes: [draft] }
}

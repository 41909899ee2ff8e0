import type { Database } from '../../../relay/store/database.ts'
import { openInbox } from '../../../workbench/open-inbox.ts'

/** Something of an account that is not over, named as the list of what waits names it. */
export interface OpenRow {
  id: string
  parked: boolean
  words: string
}

/** What will be done much later anyway, and is no part of any case. */
const later = `('go-over-contact', 'change-line')`

export async function readOpen(database: Database, portalId: number): Promise<OpenRow[]> {
  return database.query<OpenRow & Record<string, unknown>>(
    `select 'inbox:' || id as id, parked is not null or parked_at is not null as parked, coalesce(parked, trouble, '') as words
       from ${openInbox} i where portal_id = $1
     union all
     select 'event:' || id, parked is not null or parked_at is not null, coalesce(parked, trouble, '')
       from hubspot_event where portal_id = $1 and done_at is null
     union all
     select 'task:' || kind || '/' || key, parked_at is not null, coalesce(trouble, '')
       from task where portal_id = $1 and kind not in ${later}
     union all
     select 'entry:' || message_id, state = 'parked' or parked_at is not null, state || ' ' || coalesce(reason, '')
       from timeline_entry where portal_id = $1
       and (state <> 'created' or written < wanted or rewrite_at is not null or parked_at is not null)
     union all
     select 'message:' || message_id, false, state from delivery where portal_id = $1 and state in ('due', 'sending')
     union all
     select 'reply:' || id, true, 'it is nobody''s' from message
       where portal_id = $1 and direction = 'inbound' and contact_id is null and dismissed_at is null and address <> ''`,
    [portalId],
  )
}

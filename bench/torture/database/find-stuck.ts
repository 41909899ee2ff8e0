import type { Database } from '../../../relay/store/database.ts'
import { openInbox } from '../../../workbench/open-inbox.ts'

/**
 * What is still to be done in any table, a sentence each. A doubt on a line whose provider cannot be asked waits for a
 * person, and rightly.
 */
const open = `
  select format('message %s waits to leave on %s: %s', message_id, line_id, state) as what from delivery
   where state in ('due', 'sending') or (state = 'unknown' and line_id not like 'blind%')
  union all
  select format('a delivery of %s, number %s, is not worked off: %s', line_id, id, trouble) from ${openInbox} i
  union all
  select format('an event of HubSpot is not worked off: %s', trouble) from hubspot_event where done_at is null
  union all
  select format('%s of %s is due: %s', t.kind, t.key, t.trouble) from task t
   where not exists (select 1 from message m where m.portal_id = t.portal_id and m.id::text = t.key
                       and m.line_id like 'blind%' and t.kind = 'reconcile-delivery')
  union all
  select format('the entry of message %s is %s, version %s of %s written: %s', message_id, state, written, wanted, reason)
    from timeline_entry where state <> 'created' or written < wanted or rewrite_at is not null`

/** @throws when the database cannot be asked */
export async function findStuck(database: Database): Promise<string[]> {
  return (await database.query<{ what: string }>(open)).map(({ what }) => what)
}

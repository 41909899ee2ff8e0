import { randomUUID } from 'node:crypto'
import type { Database } from '../../../relay/store/database.ts'
import type { HubSpot } from '../../../workbench/hubspot/hubspot.ts'
import { account } from '../../stage/relay-settings.ts'
import type { OutageLine } from './open-lines.ts'
import type { Writer } from './writers.ts'

/** How many contacts are deleted. */
const deleted = 5

/**
 * Puts there what fails by itself: deliveries that nobody can read, one a line that is told by webhooks; an event of HubSpot's
 * that means nothing; a task that is about no line; and contacts that HubSpot has no more, whose entries it will refuse.
 */
export async function spoil(
  database: Database,
  hubspot: HubSpot,
  lines: readonly OutageLine[],
  writers: readonly Writer[],
): Promise<void> {
  const { portalId, accessToken } = account
  const told = lines.filter(({ provider }) => provider.verify)
  await database.query(
    `insert into inbox (portal_id, id, line_id, origin, headers, body, received_at)
     select $1, id, line, 'webhook', '{"content-type": "application/json"}', '\\x7b7b00ff'::bytea, now()
     from unnest($2::uuid[], $3::text[]) as x(id, line)`,
    [portalId, told.map(() => randomUUID()), told.map(({ id }) => id)],
  )
  await database.query(
    `insert into hubspot_event (portal_id, id, subscription_type, object_id, event_id, occurred_at, property_name, kind,
       merged_into, raw, received_at)
     values ($1, $2, 'contact.merge', 999999, 'spoilt', now(), '', 'merge', null, '\\x7b7b00ff'::bytea, now())`,
    [portalId, randomUUID()],
  )
  await database.query(
    `insert into task (portal_id, kind, key, data, due_at) values ($1, 'change-line', 'nowhere/never', '{}', instant())`,
    [portalId],
  )
  const contacts = writers.filter(({ known }) => known).slice(-deleted)
  for (const { contact } of contacts) {
    await fetch(`${hubspot.url}/crm/objects/2026-03/contacts/${contact!.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${accessToken}` },
    })
  }
}

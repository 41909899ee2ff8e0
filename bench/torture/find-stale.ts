import { entryColumns, toEntry, type EntryRow } from '../../relay/message/timeline-entry.ts'
import type { Database } from '../../relay/store/database.ts'
import { entryProperties } from '../../relay/timeline/entry.ts'
import { writerOf } from '../../relay/timeline/writer-of.ts'
import type { HubSpot } from '../../workbench/hubspot/hubspot.ts'
import { account, type StageLine } from '../stage/relay-settings.ts'
import type { CallingContact } from './callers.ts'

/**
 * Compares every entry on the timelines with what the stored message says today. One sentence for each that says
 * something else, for each message without its entry, and for each entry without a message.
 */
export async function findStale(world: {
  database: Database
  hubspot: HubSpot
  contacts: CallingContact[]
  lines: StageLine[]
}): Promise<string[]> {
  const standing = new Map<string, Readonly<Record<string, string>>>()
  for (const { id } of world.contacts) {
    for (const entry of world.hubspot.timeline(Number(account.portalId), id)) standing.set(entry.id, entry.properties)
  }
  const rows = await world.database.query<EntryRow & { state: string; written: number }>(
    `select ${entryColumns}, t.state, t.written from timeline_entry t
     join message m on m.portal_id = t.portal_id and m.id = t.message_id`,
  )
  const stale: string[] = []
  for (const row of rows) {
    const entry = toEntry(row)
    const versions = `${row.state}, version ${row.written} of ${row.wanted} written`
    const has = standing.get(entry.engagementId ?? '')
    if (!has) {
      stale.push(`message ${entry.messageId} has no entry (${versions})`)
      continue
    }
    standing.delete(entry.engagementId ?? '')
    const line = world.lines.find(({ id }) => id === entry.lineId)
    // Nobody who writes here is an owner of records in HubSpot.
    const writer = await writerOf(account.portalId, entry, { find: () => Promise.resolve(null) })
    const names = { lineLabel: `Line ${entry.lineId}`, lineAddress: line?.address ?? '', writer }
    for (const [name, wanted] of Object.entries(entryProperties(entry, names))) {
      if (sameValue(name, has[name], wanted)) continue
      stale.push(`message ${entry.messageId} (${versions}): ${name} is ${has[name]} and should be ${wanted}`)
    }
  }
  return [...stale, ...[...standing.keys()].map((id) => `entry ${id} belongs to no message`)]
}

function sameValue(name: string, has: string | undefined, wanted: string): boolean {
  return name === 'hs_timestamp' ? Date.parse(has ?? '') === Date.parse(wanted) : (has ?? '') === wanted
}

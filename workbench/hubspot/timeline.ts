import { objectTypeNamed } from './object-types.ts'
import type { Portal } from './portal.ts'

/** An activity on a contact's timeline. */
export interface TimelineEntry {
  id: string
  objectType: 'communications' | 'emails'
  /** ISO 8601, from `hs_timestamp`. */
  at: string
  properties: Readonly<Record<string, string>>
  contactIds: string[]
}

const contacts = objectTypeNamed('contacts')

/** Communications and emails associated with a contact, newest first, without archived ones. */
export function timelineOf(portal: Portal, contactId: string): TimelineEntry[] {
  const contact = portal.records.get(contacts, contactId)
  if (contact === undefined) return []
  const entries = (['communications', 'emails'] as const).flatMap((objectType) => {
    const type = objectTypeNamed(objectType)
    return portal.associations.of(contacts.id, contact.id, type.id).flatMap(({ toId }) => {
      const record = portal.records.get(type, toId)
      if (record === undefined || record.archivedAt !== null) return []
      const { id, properties } = record
      const contactIds = portal.associations.of(type.id, id, contacts.id).map((tie) => tie.toId)
      return [{ id, objectType, at: properties['hs_timestamp'] ?? '', properties, contactIds }]
    })
  })
  return entries.sort((a, b) => (a.at === b.at ? Number(b.id) - Number(a.id) : a.at < b.at ? 1 : -1))
}

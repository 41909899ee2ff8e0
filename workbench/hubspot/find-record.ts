import type { ObjectType } from './object-types.ts'
import type { Portal } from './portal.ts'
import type { StoredRecord } from './records.ts'
import { invalid } from './refusal.ts'

/** Finds a record by id (following merges) or by a unique property. Any other property is a 400. */
export function findRecord(
  portal: Portal,
  type: ObjectType,
  id: string,
  idProperty: string | undefined,
): StoredRecord | undefined {
  if (idProperty === undefined || idProperty === 'hs_object_id') return portal.records.get(type, id)
  if (portal.definitions.get(type.id)?.get(idProperty)?.hasUniqueValue !== true) {
    throw invalid(`Unable to look up ${type.plural} by non-unique ${type.id} property ${idProperty}`)
  }
  if (idProperty === 'email') return portal.records.contactWithEmail(id)
  for (const record of portal.records.all(type)) {
    if (record.archivedAt === null && record.properties[idProperty] === id) return record
  }
  return undefined
}

import type { ObjectType } from './object-types.ts'
import type { StoredRecord } from './records.ts'

/** A record on the wire. */
export interface RecordView {
  id: string
  properties: Record<string, string | null>
  createdAt: string
  updatedAt: string
  archived: boolean
  archivedAt?: string
}

/**
 * Shows only what was asked for, plus the type's usual properties: whoever forgets to name a property gets none.
 * `written` adds everything the record holds, as the answer to a write does.
 */
export function viewRecord(
  type: ObjectType,
  record: StoredRecord,
  what: { asked?: readonly string[]; written?: boolean; from?: Readonly<Record<string, string>> } = {},
): RecordView {
  const values = what.from ?? record.properties
  const names = what.asked === undefined || what.asked.length === 0 ? type.shown : [...what.asked, ...system(type)]
  const properties: Record<string, string | null> = {}
  for (const name of new Set(what.written === true ? [...Object.keys(values), ...type.shown] : names)) {
    const value = values[name]
    properties[name] = value === undefined || value === '' ? null : value
  }
  return {
    id: record.id,
    properties,
    createdAt: new Date(record.createdAt).toISOString(),
    updatedAt: new Date(record.updatedAt).toISOString(),
    archived: record.archivedAt !== null,
    ...(record.archivedAt === null ? {} : { archivedAt: new Date(record.archivedAt).toISOString() }),
  }
}

const system = (type: ObjectType) => [type.created, type.modified, 'hs_object_id']

import { objectTypes, type ObjectType } from './object-types.ts'

/** One state of a record, for the search index that lags behind. */
interface Version {
  writtenAt: number
  properties: Readonly<Record<string, string>>
  archived: boolean
}

export interface StoredRecord {
  id: string
  typeId: string
  properties: Readonly<Record<string, string>>
  createdAt: number
  updatedAt: number
  archivedAt: number | null
  versions: Version[]
}

export type DumpedRecord = Omit<StoredRecord, 'versions'>

export interface RecordsDump {
  records: DumpedRecord[]
  merged: [string, string][]
  nextIds: [string, number][]
}

/** The records of one portal. Writers have checked what they write. Time is in milliseconds. */
export interface Records {
  /** By id, following merges: the answer's id may differ from the question's. */
  get(type: ObjectType, id: string): StoredRecord | undefined
  /** By this very id, as batch updates look. */
  exact(type: ObjectType, id: string): StoredRecord | undefined
  all(type: ObjectType): Iterable<StoredRecord>
  /** The contact that owns this email, whether as its main or as an additional one. */
  contactWithEmail(email: string): StoredRecord | undefined
  insert(type: ObjectType, properties: Record<string, string>): StoredRecord
  change(type: ObjectType, record: StoredRecord, properties: Record<string, string>): void
  archive(record: StoredRecord): void
  absorb(type: ObjectType, survivor: StoredRecord, absorbed: StoredRecord): void
  /** What a search saw of this record at `time`, or undefined if nothing yet. */
  indexed(record: StoredRecord, time: number): Version | undefined
  dump(): RecordsDump
  load(dump: RecordsDump): void
}

function withoutVersions(record: StoredRecord): DumpedRecord {
  const { id, typeId, properties, createdAt, updatedAt, archivedAt } = record
  return { id, typeId, properties, createdAt, updatedAt, archivedAt }
}

export function createRecords(now: () => Date, searchLag: () => number): Records {
  const byType = new Map(objectTypes.map((type) => [type.id, new Map<string, StoredRecord>()]))
  const nextIds = new Map(objectTypes.map((type) => [type.id, type.firstId]))
  const merged = new Map<string, string>()
  const emails = new Map<string, string>()

  const rows = (type: ObjectType) => byType.get(type.id) ?? new Map<string, StoredRecord>()

  function indexEmails(record: StoredRecord): void {
    if (record.typeId !== '0-1' || record.archivedAt !== null) return
    const others = record.properties['hs_additional_emails'] ?? ''
    for (const email of [record.properties['email'] ?? '', ...others.split(';')]) {
      if (email !== '') emails.set(email, record.id)
    }
  }

  function forgetEmails(record: StoredRecord): void {
    for (const [email, id] of emails) if (id === record.id) emails.delete(email)
  }

  function remember(record: StoredRecord, time: number): void {
    const visible = record.versions.findLastIndex((version) => version.writtenAt + searchLag() <= time)
    const kept = visible > 0 ? record.versions.slice(visible) : record.versions
    const version = { writtenAt: time, properties: record.properties, archived: record.archivedAt !== null }
    record.versions = searchLag() === 0 ? [version] : [...kept, version]
  }

  function get(type: ObjectType, id: string): StoredRecord | undefined {
    let current = id
    // A record can be merged into one that is merged in its turn.
    for (let step = 0; step < 50; step += 1) {
      const next = merged.get(`${type.id}/${current}`)
      if (next === undefined) break
      current = next
    }
    return rows(type).get(current)
  }

  function change(type: ObjectType, record: StoredRecord, properties: Record<string, string>): void {
    const time = now().getTime()
    if ('email' in properties || 'hs_additional_emails' in properties) forgetEmails(record)
    record.properties = { ...record.properties, ...properties, [type.modified]: new Date(time).toISOString() }
    record.updatedAt = time
    indexEmails(record)
    remember(record, time)
  }

  function archive(record: StoredRecord): void {
    const time = now().getTime()
    forgetEmails(record)
    record.archivedAt = time
    record.updatedAt = time
    remember(record, time)
  }

  return {
    get,
    exact: (type, id) => rows(type).get(id),
    all: (type) => rows(type).values(),
    contactWithEmail(email) {
      const id = emails.get(email.toLowerCase())
      return id === undefined ? undefined : byType.get('0-1')?.get(id)
    },
    insert(type, properties) {
      const time = now().getTime()
      const at = new Date(time).toISOString()
      const number = nextIds.get(type.id) ?? type.firstId
      nextIds.set(type.id, number + 1)
      const record: StoredRecord = {
        id: String(number),
        typeId: type.id,
        properties: {
          hs_object_source: 'INTEGRATION',
          ...properties,
          hs_object_id: String(number),
          hs_createdate: at,
          [type.created]: at,
          [type.modified]: at,
        },
        createdAt: time,
        updatedAt: time,
        archivedAt: null,
        versions: [],
      }
      rows(type).set(record.id, record)
      indexEmails(record)
      remember(record, time)
      return record
    },
    change,
    archive,
    absorb(type, survivor, absorbed) {
      const before = survivor.properties
      const ids = [before['hs_merged_object_ids'], absorbed.properties['hs_merged_object_ids'], absorbed.id]
      const own = before['email'] ?? ''
      const emailsOf = [before['hs_additional_emails'], absorbed.properties['email']]
      const others = [...emailsOf, absorbed.properties['hs_additional_emails']].flatMap(
        (part) => part?.split(';') ?? [],
      )
      // The survivor's values win; the other's fill the gaps.
      const filled = Object.fromEntries(Object.entries(absorbed.properties).filter(([name]) => !before[name]))
      archive(absorbed)
      rows(type).delete(absorbed.id)
      merged.set(`${type.id}/${absorbed.id}`, survivor.id)
      change(type, survivor, {
        ...filled,
        hs_merged_object_ids: ids.filter((id) => id).join(';'),
        hs_additional_emails: [...new Set(others)].filter((email) => email !== '' && email !== own).join(';'),
      })
    },
    indexed: (record, time) => record.versions.findLast((version) => version.writtenAt + searchLag() <= time),
    dump: () => ({
      records: [...byType.values()].flatMap((map) => [...map.values()].map(withoutVersions)),
      merged: [...merged],
      nextIds: [...nextIds],
    }),
    load(dump) {
      for (const map of byType.values()) map.clear()
      merged.clear()
      emails.clear()
      for (const [from, to] of dump.merged) merged.set(from, to)
      for (const [typeId, next] of dump.nextIds) nextIds.set(typeId, next)
      for (const dumped of dump.records) {
        const record: StoredRecord = { ...dumped, versions: [] }
        byType.get(record.typeId)?.set(record.id, record)
        indexEmails(record)
        remember(record, record.updatedAt)
      }
    },
  }
}

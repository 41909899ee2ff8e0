import { Temporary } from '../errors.ts'
import { HubSpotDoubt, HubSpotRefusal, type HubSpotClient } from './client.ts'

export type EngagementObject = 'communications' | 'emails'

/** One engagement to create. `key` names it in HubSpot's answer and finds it again after doubt. */
export interface NewEngagement {
  key: string
  /** The message's own text, by which it is told from others of the same instant. */
  words: string
  contactId: string
  associationTypeId: number
  properties: Record<string, string>
}

export interface Creation {
  /** Engagement ids by key. */
  created: Map<string, string>
  /** Why HubSpot refused, by key. */
  refused: Map<string, string>
  /** Surely not created, for a reason that passes. */
  postponed: Map<string, Temporary>
  /** Perhaps created. */
  doubtful: Set<string>
}

export interface Engagements {
  /** At most 100. What became of each; throws only for faults of our own. */
  create(portalId: string, object: EngagementObject, engagements: NewEngagement[]): Promise<Creation>
  /**
   * Which of these are in HubSpot, by key; for after a doubt, when its search has had time to notice them. `known` are
   * keys of a few that surely are there: when the search finds one of them, its "not found" of others is believed.
   */
  find(
    portalId: string,
    object: EngagementObject,
    engagements: NewEngagement[],
    known: string[],
  ): Promise<Map<string, string>>
  /** At most 100; says the same however often it is said. Returns ids HubSpot refused with the reason. */
  update(
    portalId: string,
    object: EngagementObject,
    updates: { id: string; properties: Record<string, string> }[],
  ): Promise<Map<string, string>>
}

interface BatchAnswer {
  results?: { id: string; properties?: Record<string, string | null>; objectWriteTraceId?: string }[]
  errors?: { message?: string; context?: { objectWriteTraceId?: string[]; ids?: string[] } }[]
}

function nothingYet(): Creation {
  return { created: new Map(), refused: new Map(), postponed: new Map(), doubtful: new Set() }
}

/**
 * Where our key goes. HubSpot documents no writable, searchable property for one; this works in production elsewhere.
 * Where an account refuses it, or its search does not know it, a creation in doubt is found by contact, time and words.
 */
const keyProperty = 'hs_engagement_source_id'
const textProperty = { communications: 'hs_communication_body', emails: 'hs_email_text' } as const

/** Engagements in batches on date-based paths. Source: developers.hubspot.com, CRM objects, communications and emails. */
export function createEngagements(client: HubSpotClient): Engagements {
  /** What was learnt of each account since the start: does it take the key, and has its search ever found one? */
  const refusesKey = new Set<string>()
  const findsKey = new Set<string>()

  async function create(portalId: string, object: EngagementObject, engagements: NewEngagement[]): Promise<Creation> {
    const answer = await client.request<BatchAnswer>(portalId, {
      method: 'POST',
      path: `/crm/objects/{version}/${object}/batch/create`,
      repeatable: false,
      body: {
        inputs: engagements.map((one) => ({
          // With a trace id on every input, one bad row is told apart instead of failing all.
          objectWriteTraceId: one.key,
          properties: { ...one.properties, ...(refusesKey.has(portalId) ? {} : { [keyProperty]: one.key }) },
          associations: [
            {
              to: { id: one.contactId },
              types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: one.associationTypeId }],
            },
          ],
        })),
      },
    })
    const made = nothingYet()
    for (const result of answer.results ?? []) {
      const key = result.objectWriteTraceId ?? result.properties?.[keyProperty]
      if (key) made.created.set(key, result.id)
    }
    for (const error of answer.errors ?? []) {
      for (const key of error.context?.objectWriteTraceId ?? []) {
        made.refused.set(key, error.message ?? 'HubSpot refused it')
      }
    }
    for (const { key } of engagements) {
      if (!made.created.has(key) && !made.refused.has(key)) made.doubtful.add(key)
    }
    return made
  }

  /** A refusal of the whole batch is narrowed down by halves until it is clear which row HubSpot means. */
  async function createDivided(
    portalId: string,
    object: EngagementObject,
    engagements: NewEngagement[],
  ): Promise<Creation> {
    const made = nothingYet()
    try {
      return await create(portalId, object, engagements)
    } catch (error) {
      const [first] = engagements
      if (error instanceof HubSpotDoubt) engagements.forEach(({ key }) => made.doubtful.add(key))
      else if (error instanceof Temporary) engagements.forEach(({ key }) => made.postponed.set(key, error))
      else if (!(error instanceof HubSpotRefusal)) throw error
      else if (!refusesKey.has(portalId) && JSON.stringify(error.details).includes(keyProperty)) {
        refusesKey.add(portalId)
        return createDivided(portalId, object, engagements)
      } else if (engagements.length === 1 && first) made.refused.set(first.key, error.message)
      else {
        const middle = Math.ceil(engagements.length / 2)
        const left = await createDivided(portalId, object, engagements.slice(0, middle))
        const right = await createDivided(portalId, object, engagements.slice(middle))
        return {
          created: new Map([...left.created, ...right.created]),
          refused: new Map([...left.refused, ...right.refused]),
          postponed: new Map([...left.postponed, ...right.postponed]),
          doubtful: new Set([...left.doubtful, ...right.doubtful]),
        }
      }
    }
    return made
  }

  async function findByKey(
    portalId: string,
    object: EngagementObject,
    keys: string[],
  ): Promise<Map<string, string>> {
    const found = new Map<string, string>()
    if (keys.length === 0 || refusesKey.has(portalId)) return found
    try {
      const results = await search(portalId, object, [keyProperty], [
        { propertyName: keyProperty, operator: 'IN', values: keys },
      ])
      for (const { id, properties } of results) {
        const key = properties?.[keyProperty]
        if (key) found.set(key, id)
      }
    } catch (error) {
      if (!(error instanceof HubSpotRefusal)) throw error
    }
    return found
  }

  async function findByContent(
    portalId: string,
    object: EngagementObject,
    engagement: NewEngagement,
  ): Promise<string | null> {
    const text = textProperty[object]
    const instant = String(Date.parse(engagement.properties.hs_timestamp ?? ''))
    const results = await search(portalId, object, [text], [
      { propertyName: 'associations.contact', operator: 'EQ', value: engagement.contactId },
      { propertyName: 'hs_timestamp', operator: 'EQ', value: instant },
    ])
    return results.find(({ properties }) => letters(properties?.[text] ?? '').includes(letters(engagement.words)))?.id ?? null
  }

  async function search(
    portalId: string,
    object: EngagementObject,
    properties: string[],
    filters: object[],
  ): Promise<NonNullable<BatchAnswer['results']>> {
    const answer = await client.request<BatchAnswer>(portalId, {
      method: 'POST',
      path: `/crm/objects/{version}/${object}/search`,
      repeatable: true,
      body: { filterGroups: [{ filters }], properties, limit: 200 },
    })
    return answer.results ?? []
  }

  return {
    create: createDivided,

    async find(portalId, object, engagements, known) {
      const kind = `${portalId}/${object}`
      const found = await findByKey(portalId, object, engagements.map((one) => one.key))
      if (found.size > 0 || (!findsKey.has(kind) && (await findByKey(portalId, object, known)).size > 0)) findsKey.add(kind)
      if (findsKey.has(kind)) return found
      // Nobody knows yet whether this account's search knows our key, so "not found" is not believed.
      for (const one of engagements) {
        const id = found.get(one.key) ?? (await patiently(() => findByContent(portalId, object, one)))
        if (id) found.set(one.key, id)
      }
      return found
    },

    async update(portalId, object, updates) {
      const refused = new Map<string, string>()
      const put = async (some: typeof updates): Promise<void> => {
        try {
          const answer = await client.request<BatchAnswer>(portalId, {
            method: 'POST',
            path: `/crm/objects/{version}/${object}/batch/update`,
            repeatable: true,
            body: { inputs: some },
          })
          for (const error of answer.errors ?? []) {
            for (const id of error.context?.ids ?? []) refused.set(id, error.message ?? 'HubSpot refused it')
          }
        } catch (error) {
          if (!(error instanceof HubSpotRefusal)) throw error
          const [first] = some
          if (some.length === 1 && first) return void refused.set(first.id, error.message)
          const middle = Math.ceil(some.length / 2)
          await put(some.slice(0, middle))
          await put(some.slice(middle))
        }
      }
      await put(updates)
      return refused
    },
  }
}

/** One search each is more than HubSpot's five a second, and giving up half-way would begin anew with the first. */
async function patiently<Answer>(search: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await search()
    } catch (error) {
      const wait = error instanceof Temporary ? error.retryAfter : undefined
      if (wait === undefined || wait > 2_000 || tries === 10) throw error
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}

/** The text without markup, escapes and spaces, which HubSpot may have written in another way. */
function letters(text: string): string {
  return text
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/&[a-z]+;/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

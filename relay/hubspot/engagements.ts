import { Temporary } from '../errors.ts'
import { HubSpotDoubt, HubSpotRefusal, type HubSpotClient } from './client.ts'

export type EngagementObject = 'communications' | 'emails'

/** One engagement to create. `key` names it in HubSpot's answer and finds it again after doubt. */
export interface NewEngagement {
  key: string
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
  /** Which of these keys are in HubSpot; for after a doubt, when its search has had time to notice them. */
  find(portalId: string, object: EngagementObject, keys: string[]): Promise<Map<string, string>>
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

/** Engagements in batches on date-based paths. Source: developers.hubspot.com, CRM objects, communications and emails. */
export function createEngagements(client: HubSpotClient): Engagements {
  async function create(portalId: string, object: EngagementObject, engagements: NewEngagement[]): Promise<Creation> {
    const answer = await client.request<BatchAnswer>(portalId, {
      method: 'POST',
      path: `/crm/objects/{version}/${object}/batch/create`,
      repeatable: false,
      body: {
        inputs: engagements.map((one) => ({
          // With a trace id on every input, one bad row is told apart instead of failing all.
          objectWriteTraceId: one.key,
          // The only writable place for a key of ours; searchable, so a creation in doubt can be found.
          properties: { ...one.properties, hs_engagement_source_id: one.key },
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
      const key = result.objectWriteTraceId ?? result.properties?.hs_engagement_source_id
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
      else if (engagements.length === 1 && first) made.refused.set(first.key, error.message)
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

  return {
    create: createDivided,

    async find(portalId, object, keys) {
      const found = new Map<string, string>()
      const answer = await client.request<BatchAnswer>(portalId, {
        method: 'POST',
        path: `/crm/objects/{version}/${object}/search`,
        repeatable: true,
        body: {
          filterGroups: [{ filters: [{ propertyName: 'hs_engagement_source_id', operator: 'IN', values: keys }] }],
          properties: ['hs_engagement_source_id'],
          limit: 200,
        },
      })
      for (const result of answer.results ?? []) {
        const key = result.properties?.hs_engagement_source_id
        if (key) found.set(key, result.id)
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

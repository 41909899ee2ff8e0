import { Temporary } from '../errors.ts'
import { createEngagements } from './create-engagements.ts'
import { HubSpotRefusal, type HubSpotClient } from './client.ts'
import type { Creation, EngagementBatch, EngagementObject, NewEngagement } from './engagement-batch.ts'
import { findEngagements } from './find-engagements.ts'

export interface Engagements {
  /** At most 100. What became of each; throws only for faults of our own. No request begins once `inTime` says no. */
  create(
    portalId: string,
    object: EngagementObject,
    engagements: NewEngagement[],
    inTime?: () => Promise<boolean>,
  ): Promise<Creation>
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
  /**
   * At most 100. Returns ids HubSpot refused with the reason. No request begins once `inTime` says no. What throws
   * `HubSpotDoubt` may still be done, also after what is asked next.
   */
  update(
    portalId: string,
    object: EngagementObject,
    updates: { id: string; properties: Record<string, string> }[],
    inTime?: () => Promise<boolean>,
  ): Promise<Map<string, string>>
}

/** Engagements in batches on date-based paths. Source: developers.hubspot.com, CRM objects, communications and emails. */
export function engagementsOf(client: HubSpotClient): Engagements {
  /** What was learnt since the start: which accounts do not take our key. */
  const refusesKey = new Set<string>()
  return {
    create: createEngagements(client, refusesKey),
    find: findEngagements(client, refusesKey),

    async update(portalId, object, updates, inTime = async () => true) {
      const refused = new Map<string, string>()
      const put = async (some: typeof updates): Promise<void> => {
        try {
          if (!(await inTime())) throw new Temporary('too_late', 'the time for changing these is over')
          const answer = await client.request<EngagementBatch>(portalId, {
            method: 'POST',
            path: `/crm/objects/{version}/${object}/batch/update`,
            // It says the same however often it is said, but not whenever: said late, it undoes what is newer.
            repeatable: false,
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

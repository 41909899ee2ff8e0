import type { RefusedProperties } from '../store/hubspot/refused-properties.ts'
import type { HubSpotClient } from './client.ts'
import { createEngagements } from './create-engagements.ts'
import type { EngagementObject, NewEngagement, EngagementBatch } from './engagement-batch.ts'
import { findEngagements } from './find-engagements.ts'
import { writeBatch } from './write-batch.ts'

export interface Engagements {
  /** At most 100. What became of each; throws only for faults of our own. No request begins once `inTime` says no. */
  create(
    portalId: string,
    object: EngagementObject,
    engagements: NewEngagement[],
    inTime?: () => Promise<boolean>,
  ): Promise<EngagementBatch>
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
   * At most 100. What became of each, by id; throws only for faults of our own. No request begins once `inTime` says no.
   * What is in doubt may still be done, also after what is asked next.
   */
  update(
    portalId: string,
    object: EngagementObject,
    updates: { id: string; properties: Record<string, string> }[],
    inTime?: () => Promise<boolean>,
  ): Promise<EngagementBatch>
}

/** Engagements in batches on date-based paths. Source: developers.hubspot.com, CRM objects, communications and emails. */
export function engagementsOf(client: HubSpotClient, refusedProperties: RefusedProperties): Engagements {
  return {
    create: createEngagements(client, refusedProperties),
    find: findEngagements(client, refusedProperties),
    update(portalId, object, updates, inTime = async () => true) {
      const rows = updates.map(({ id, properties }) => ({
        ...{ key: id, id, properties },
        input: (sent: Record<string, string>) => ({ id, properties: sent }),
      }))
      return writeBatch(client, refusedProperties, { portalId, object, does: 'update', rows, inTime })
    },
  }
}

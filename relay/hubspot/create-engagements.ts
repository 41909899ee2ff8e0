import type { RefusedProperties } from '../store/hubspot/refused-properties.ts'
import type { HubSpotClient } from './client.ts'
import { keyProperty, type EngagementObject, type NewEngagement, type EngagementBatch } from './engagement-batch.ts'
import { writeBatch } from './write-batch.ts'

/**
 * Creates up to 100 at once, each with our key where the account takes it. Each request asks `inTime` before it leaves: when
 * the time is up, others may be looking for what it would create, so it is postponed instead.
 */
export function createEngagements(
  client: HubSpotClient,
  refusedProperties: RefusedProperties,
): (
  portalId: string,
  object: EngagementObject,
  engagements: NewEngagement[],
  inTime?: () => Promise<boolean>,
) => Promise<EngagementBatch> {
  return (portalId, object, engagements, inTime = async () => true) => {
    const rows = engagements.map(({ key, contactId, associationTypeId, properties }) => ({
      key,
      properties: { ...properties, [keyProperty]: key },
      input: (sent: Record<string, string>) => ({
        // With a trace id on every input, one bad row is told apart instead of failing all.
        objectWriteTraceId: key,
        properties: sent,
        associations: [
          { to: { id: contactId }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] },
        ],
      }),
    }))
    return writeBatch(client, refusedProperties, { portalId, object, does: 'create', rows, inTime })
  }
}

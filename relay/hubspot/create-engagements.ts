import { Temporary } from '../errors.ts'
import { HubSpotDoubt, HubSpotRefusal, type HubSpotClient } from './client.ts'
import {
  keyProperty,
  type Creation,
  type EngagementBatch,
  type EngagementObject,
  type NewEngagement,
} from './engagement-batch.ts'

/**
 * Creates up to 100 at once. `refusesKey` learns which accounts do not take our key. Each request asks `inTime` before
 * it leaves: when the time is up, others may be looking for what it would create, so it is postponed instead.
 */
export function createEngagements(
  client: HubSpotClient,
  refusesKey: Set<string>,
): (
  portalId: string,
  object: EngagementObject,
  engagements: NewEngagement[],
  inTime?: () => Promise<boolean>,
) => Promise<Creation> {
  async function create(portalId: string, object: EngagementObject, engagements: NewEngagement[]): Promise<Creation> {
    const answer = await client.request<EngagementBatch>(portalId, {
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
    inTime: () => Promise<boolean> = async () => true,
  ): Promise<Creation> {
    const made = nothingYet()
    try {
      if (!(await inTime())) throw new Temporary('too_late', 'the time for creating these is over')
      return await create(portalId, object, engagements)
    } catch (error) {
      const [first] = engagements
      if (error instanceof HubSpotDoubt) engagements.forEach(({ key }) => made.doubtful.add(key))
      else if (error instanceof Temporary) engagements.forEach(({ key }) => made.postponed.set(key, error))
      else if (!(error instanceof HubSpotRefusal)) throw error
      else if (!refusesKey.has(portalId) && JSON.stringify(error.details).includes(keyProperty)) {
        refusesKey.add(portalId)
        return createDivided(portalId, object, engagements, inTime)
      } else if (engagements.length === 1 && first) made.refused.set(first.key, error.message)
      else {
        const middle = Math.ceil(engagements.length / 2)
        const left = await createDivided(portalId, object, engagements.slice(0, middle), inTime)
        const right = await createDivided(portalId, object, engagements.slice(middle), inTime)
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

  return createDivided
}

function nothingYet(): Creation {
  return { created: new Map(), refused: new Map(), postponed: new Map(), doubtful: new Set() }
}

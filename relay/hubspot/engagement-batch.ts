import type { Temporary } from '../errors.ts'

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

/** What became of each row of a batch, by its key: of a creation the engagement's own, of a change the id in HubSpot. */
export interface EngagementBatch {
  /** Ids in HubSpot. What a user has deleted there needs no change: it is done, too. */
  done: Map<string, string>
  /** Why HubSpot refused, in words. */
  refused: Map<string, string>
  /** Surely not done, for a reason that passes. */
  postponed: Map<string, Temporary>
  /** Surely not done: HubSpot answers this one alone with what nobody can read, and everything else as it should. */
  blocked: Map<string, Temporary>
  /** Perhaps done. */
  doubtful: Map<string, Temporary>
}

/**
 * Where our key goes. HubSpot documents no writable, searchable property for one; this works in production elsewhere.
 * Where an account refuses it, or its search does not know it, a creation in doubt is found by contact, time and words.
 */
export const keyProperty = 'hs_engagement_source_id'

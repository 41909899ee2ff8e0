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

/** The answer of HubSpot's batch and search routes; every member can be absent. */
export interface EngagementBatch {
  results?: { id: string; properties?: Record<string, string | null>; objectWriteTraceId?: string }[]
  errors?: { message?: string; context?: { objectWriteTraceId?: string[]; ids?: string[] } }[]
}

/**
 * Where our key goes. HubSpot documents no writable, searchable property for one; this works in production elsewhere.
 * Where an account refuses it, or its search does not know it, a creation in doubt is found by contact, time and words.
 */
export const keyProperty = 'hs_engagement_source_id'

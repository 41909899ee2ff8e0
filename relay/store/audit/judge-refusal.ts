import { isIP } from 'node:net'
import { Invalid, Unverified } from '../../errors.ts'
import { ofNoAccount } from '../of-no-account.ts'

/** Somebody was refused. */
export interface Refusal {
  /** Whose chain it belongs to: the account's where its signature holds, else the relay's own. */
  portalId: string
  /** Whose request it was, where HubSpot signed that. */
  userId: string | null
  /** The route. */
  door: string
  code: string
  /** In words, for a person. */
  why: string
  /** From where. */
  address: string
}

/** What is refused after the caller was believed, and yet belongs here: the rest is a caller's mistake, or is told by who refuses. */
const telling = new Set([
  'unknown_portal',
  'too_many_requests',
  'malformed_json',
  'wrong_content_type',
  'invalid_request',
])

/** What the audit log is to tell of something that was thrown at a door or behind it; null: nothing. */
export function judgeRefusal(thrown: {
  door: string
  address: string
  /** Null: nobody was believed. */
  caller: unknown
  error: unknown
}): Refusal | null {
  const { door, address, caller, error } = thrown
  if (!(error instanceof Unverified || error instanceof Invalid)) return null
  if (error instanceof Invalid && caller !== null && !telling.has(error.code)) return null
  const code = error instanceof Invalid ? error.code : codeOf(error.message)
  const portalId = error.portalId ?? portalOf(caller) ?? ofNoAccount
  // A proxy may name anything.
  return {
    portalId,
    userId: error.userId,
    door,
    code,
    why: error.message,
    address: isIP(address) ? address : 'unknown',
  }
}

/** Kinds of reasons that whoever looks for an attack or a mistake tells apart. */
function codeOf(reason: string): string {
  if (reason.includes('believed before')) return 'replayed'
  if (reason.includes('too far from now')) return 'stale'
  if (/missing|no signature/.test(reason)) return 'not_signed'
  return 'unverified'
}

function portalOf(caller: unknown): string | null {
  if (typeof caller !== 'object' || caller === null || !('portalId' in caller)) return null
  return typeof caller.portalId === 'string' && caller.portalId !== '' ? caller.portalId : null
}

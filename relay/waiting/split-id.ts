import type { WaitingKind } from '../../contract/waiting.ts'
import { Invalid } from '../errors.ts'
import { isUuid } from '../store/id.ts'

/** Kind and key of what a request names. Throws `Invalid` where it can name nothing. */
export function splitId(portalId: string, id: string): { kind: WaitingKind; key: string } {
  const at = id.indexOf(':')
  const [kind, key] = [id.slice(0, at) as WaitingKind, id.slice(at + 1)]
  if (kind !== 'task' && !isUuid(key)) throw unknownItem(portalId, id)
  return { kind, key }
}

export function unknownItem(portalId: string, id: string): Invalid {
  return new Invalid(
    'unknown_item',
    `Account ${portalId} has nothing called ${id}: it was never there, is gone, or belongs to another account.`,
    { status: 404 },
  )
}

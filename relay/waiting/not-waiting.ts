import type { WaitingKind } from '../../contract/waiting.ts'
import { Invalid } from '../errors.ts'
import type { PortalDb } from '../store/database.ts'
import { waitedOnce } from '../store/waiting/waited-once.ts'
import { unknownItem } from './split-id.ts'

/** Why nothing can be done with what does not wait. */
export async function notWaiting(portal: PortalDb, kind: WaitingKind, key: string): Promise<Invalid> {
  const id = `${kind}:${key}`
  const once = await waitedOnce(portal, kind, key)
  if (!once) return unknownItem(portal.portalId, id)
  if (once.dismissed) return new Invalid('already_dismissed', `${id} was dismissed already.`, { status: 409 })
  const isReply = kind === 'reply' || kind === 'aside'
  const words = isReply ? 'it was given to a contact already' : 'it has gone on, or ended'
  const code = isReply ? 'already_given' : 'not_waiting'
  return new Invalid(code, `${id} does not wait any more: ${words}.`, { status: 409 })
}

import { Type } from 'typebox'
import { Invalid, Unverified } from '../errors.ts'
import type { LineOfProvider, Lines } from '../providers/lines.ts'
import type { Received } from '../providers/provider.ts'
import { door, route, type Route } from '../route.ts'
import type { Database } from '../store/database.ts'
import { groupCommit } from '../store/group-commit.ts'
import { newId } from '../store/id.ts'
import { storeReceived, type InboxItem } from '../store/inbox.ts'
import type { Jobs } from '../store/jobs.ts'

export interface ReceiveNeeds {
  database: Database
  jobs: Jobs
  lines: Lines
  now: () => Date
}

/** Headers worth keeping beside the bytes: how to read them, and which delivery it was. */
const keptHeaders = /^(content-type|content-encoding|webhook-id|x-.*-(id|event|event-id|topic)|user-agent)$/

/**
 * Providers post statuses and replies: verified on the raw bytes, looked through, stored raw together with the job
 * that will work on them, and only then acknowledged.
 */
export function createReceive(needs: ReceiveNeeds): Route {
  const store = groupCommit<InboxItem, undefined>({
    async write(items) {
      await needs.database.transaction(async (tx) => {
        await storeReceived(tx, items)
        for (const [portalId, inboxIds] of byPortal(items)) {
          await needs.jobs.enqueue(tx, 'receive-replies', { portalId, inboxIds })
        }
      })
      return items.map(() => undefined)
    },
  })

  const providerDoor = door(async (request): Promise<LineOfProvider> => {
    const carrier = needs.lines.find(request.params.portalId ?? '', request.params.lineId ?? '')
    if (!carrier?.provider.verify) {
      throw new Invalid('unknown_line', 'No line receives webhooks at this address.', { status: 404 })
    }
    if (request.body.byteLength === 0) throw new Unverified('provider webhook without a body')
    carrier.provider.verify({ ...request, origin: 'webhook' }, carrier.line, needs.now())
    return carrier
  })

  return route({
    method: 'POST',
    path: '/webhooks/:portalId/:lineId',
    summary: "A provider delivers statuses and replies of one line. Authenticated the provider's own way.",
    door: providerDoor,
    response: Type.Object({ received: Type.Literal(true) }),
    async handle({ caller, headers, body }) {
      const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => keptHeaders.test(name)))
      const received: Received = { origin: 'webhook', headers: kept, body }
      // Bytes that nobody will ever be able to read are refused now, while the sender still listens.
      await caller.provider.read(received, caller.line)
      const at = needs.now()
      await store({ portalId: caller.line.portalId, id: newId(at.getTime()), lineId: caller.line.id, received, at })
      needs.jobs.wake('receive-replies')
      return { received: true }
    },
  })
}

function byPortal(items: InboxItem[]): Map<string, string[]> {
  const ids = new Map<string, string[]>()
  for (const item of items) ids.set(item.portalId, [...(ids.get(item.portalId) ?? []), item.id])
  return ids
}

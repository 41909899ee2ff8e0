import { GiveUpLineRequest, LineCleared, MoveLineRequest } from '../../contract/lines.ts'
import { ownPortal } from '../http/own-portal.ts'
import { route, type Door, type Route } from '../http/route.ts'
import { readPortal } from '../store/portal/portals.ts'
import { createClearLine, type ClearedBy, type ClearLineNeeds } from './clear-line.ts'

export interface ClearRoutesNeeds extends ClearLineNeeds {
  operatorDoor: Door<{ portalId: string | null }>
  adminDoor: { change: Door<{ portalId: string; userId: string }> }
}

/** Where it is said, who may, and as whom they act. */
interface Desk<Caller extends { portalId: string | null }> {
  at: string
  door: Door<Caller>
  by: (caller: Caller) => ClearedBy
}

/** What an admin of the account, or whoever runs the relay, says of messages that wait on a line that was removed. */
export function clearRoutes(needs: ClearRoutesNeeds): Route[] {
  const { moveTo, giveUp } = createClearLine(needs)

  return [
    ...routesAt({ at: '/admin/lines', door: needs.operatorDoor, by: () => 'operator' }),
    ...routesAt({ at: '/lines', door: needs.adminDoor.change, by: ({ userId }) => `user:${userId}` }),
  ]

  function routesAt<Caller extends { portalId: string | null }>({ at, door, by }: Desk<Caller>): Route[] {
    const moved = route({
      method: 'POST',
      path: `${at}/move`,
      summary:
        'What waits on a line that was removed, or is paused, leaves by another one of its channel, in its order.',
      door,
      body: MoveLineRequest,
      response: LineCleared,
      async handle({ caller }, { portalId, from, to }) {
        await mayName(caller.portalId, portalId)
        return moveTo(portalId, { from, to, by: by(caller) })
      },
    })

    const givenUp = route({
      method: 'POST',
      path: `${at}/give-up`,
      summary: 'What waits on a line that was removed is not sent any more.',
      door,
      body: GiveUpLineRequest,
      response: LineCleared,
      async handle({ caller }, { portalId, lineId }) {
        await mayName(caller.portalId, portalId)
        return giveUp(portalId, { lineId, by: by(caller) })
      },
    })

    return [moved, givenUp]
  }

  /** Every account that the relay ever had may be named, also one that has no line left. */
  async function mayName(signed: string | null, named: string): Promise<void> {
    if (signed !== null) return ownPortal(signed, named)
    const { lines } = await needs.accounts.of(named)
    const isKnown = lines.list().length > 0 || (await readPortal(needs.database.forPortal(named))) !== null
    ownPortal(isKnown ? named : null, named)
  }
}

import { GiveUpLineRequest, LineCleared, MoveLineRequest } from '../../contract/lines.ts'
import { route, type Door, type Route } from '../http/route.ts'
import { createClearLine, type ClearedBy, type ClearLineNeeds } from './clear-line.ts'
import { mayName } from './may-name.ts'

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
        await mayName(caller.portalId, await needs.accounts.of(portalId), needs.database)
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
        await mayName(caller.portalId, await needs.accounts.of(portalId), needs.database)
        return giveUp(portalId, { lineId, by: by(caller) })
      },
    })

    return [moved, givenUp]
  }
}

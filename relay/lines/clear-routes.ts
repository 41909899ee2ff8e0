import { GiveUpLineRequest, LineCleared, MoveLineRequest } from '../../contract/lines.ts'
import { accountNamed } from '../http/account-named.ts'
import { atBothDesks, type DeskDoors } from '../http/desks.ts'
import { route, type Route } from '../http/route.ts'
import { createClearLine, type ClearLineNeeds } from './clear-line.ts'

export interface ClearRoutesNeeds extends ClearLineNeeds, DeskDoors {}

/** What an admin of the account, or whoever runs the relay, says of messages that wait on a line that was removed. */
export function clearRoutes(needs: ClearRoutesNeeds): Route[] {
  const { moveTo, giveUp } = createClearLine(needs)

  return atBothDesks(needs, ({ prefix, doors, by }) => {
    const moved = route({
      method: 'POST',
      path: `${prefix}/lines/move`,
      summary:
        'What waits on a line that was removed, or is paused, leaves by another one of its channel, in its order.',
      door: doors.change,
      body: MoveLineRequest,
      response: LineCleared,
      async handle({ caller }, { portalId, from, to }) {
        await accountNamed(caller.portalId, portalId, needs)
        return moveTo(portalId, { from, to, by: by(caller) })
      },
    })

    const givenUp = route({
      method: 'POST',
      path: `${prefix}/lines/give-up`,
      summary: 'What waits on a line that was removed is not sent any more.',
      door: doors.change,
      body: GiveUpLineRequest,
      response: LineCleared,
      async handle({ caller }, { portalId, lineId }) {
        await accountNamed(caller.portalId, portalId, needs)
        return giveUp(portalId, { lineId, by: by(caller) })
      },
    })

    return [moved, givenUp]
  })
}

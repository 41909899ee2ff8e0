import {
  GiveWaitingRequest,
  ListWaitingRequest,
  ListWaitingResponse,
  ShowWaitingResponse,
  WaitingDone,
  WaitingRequest,
  type WaitingItem,
} from '../../contract/waiting.ts'
import type { Account, Accounts } from '../account/account.ts'
import { cutText } from '../../contract/cut-text.ts'
import { accountNamed } from '../http/account-named.ts'
import { atBothDesks, type DeskDoors } from '../http/desks.ts'
import { route, type Route } from '../http/route.ts'
import { findWaiting, readWaiting, type Waiting } from '../store/waiting/find-waiting.ts'
import { cursor } from './cursor.ts'
import { createDismiss, type DismissNeeds } from './dismiss.ts'
import { createGive, type GiveNeeds } from './give.ts'
import { notWaiting } from './not-waiting.ts'
import { createOptOut } from './opt-out.ts'
import { createRetry } from './retry.ts'
import { splitId } from './split-id.ts'
import { toItem } from './to-item.ts'

export interface WaitingNeeds extends GiveNeeds, DismissNeeds, DeskDoors {
  accounts: Accounts
}

/** Of what came, shown at most; characters. */
const mostShown = 20_000

/**
 * Whatever waits for a person, in one list: list · show · give · retry · dismiss · opt out. By whoever runs the relay for all accounts,
 * and by an account's admins for their own.
 */
export function createWaiting(needs: WaitingNeeds): { routes: Route[] } {
  const [give, retry, dismiss] = [createGive(needs), createRetry(needs), createDismiss(needs)]
  const optOut = createOptOut(needs)

  const routes = atBothDesks(needs, ({ prefix, doors, by }) => {
    const at = `${prefix}/waiting`
    const listed = route({
      method: 'POST',
      path: `${at}/list`,
      summary: 'Everything of an account that a person may have to look at, what has waited longest first.',
      door: doors.look,
      body: ListWaitingRequest,
      response: ListWaitingResponse,
      async handle({ caller }, { portalId, after, limit = 50 }) {
        const account = await accountNamed(caller.portalId, portalId, needs)
        const from = after === undefined ? null : cursor.read(after)
        const found = await findWaiting(needs.database.forPortal(portalId), from, limit + 1)
        const items = found.slice(0, limit).map((one) => shown(account, one))
        const last = found[limit - 1]
        const next = found.length > limit && last ? cursor.write(placeOf(last)) : null
        return { items, next, timeZone: account.timeZone }
      },
    })

    const one = route({
      method: 'POST',
      path: `${at}/show`,
      summary: 'One of them, with what was said or what came.',
      door: doors.look,
      body: WaitingRequest,
      response: ShowWaitingResponse,
      async handle({ caller }, { portalId, id }) {
        const account = await accountNamed(caller.portalId, portalId, needs)
        const { kind, key } = splitId(portalId, id)
        const portal = needs.database.forPortal(portalId)
        const found = await readWaiting(portal, kind, key)
        if (!found) throw await notWaiting(portal, kind, key)
        const text = found.said === null ? null : textOf(found.said)
        return { item: shown(account, found), text, timeZone: account.timeZone }
      },
    })

    const given = route({
      method: 'POST',
      path: `${at}/give`,
      summary: "A reply of nobody becomes a contact's.",
      door: doors.change,
      body: GiveWaitingRequest,
      response: WaitingDone,
      async handle({ caller }, request) {
        await accountNamed(caller.portalId, request.portalId, needs)
        return give(request, by(caller))
      },
    })

    /** What a person may do with one thing that waits. */
    function done(name: string, summary: string, act: typeof retry): Route {
      return route({
        method: 'POST',
        path: `${at}/${name}`,
        summary,
        door: doors.change,
        body: WaitingRequest,
        response: WaitingDone,
        async handle({ caller }, request) {
          await accountNamed(caller.portalId, request.portalId, needs)
          return act(request, by(caller))
        },
      })
    }

    return [
      ...[listed, one, given],
      done('retry', 'It is tried again now.', retry),
      done('dismiss', 'Nothing more is done about it.', dismiss),
      done('opt-out', 'What may be an opt-out is one.', optOut),
    ]
  })

  function shown({ portalId, lines }: Account, found: Waiting): WaitingItem {
    return toItem(portalId, found, (lineId) => lines.find(lineId)?.provider.find !== undefined)
  }

  return { routes }
}

function placeOf({ kind, key, sinceExactly }: Waiting): { since: string; id: string } {
  return { since: sinceExactly, id: `${kind}:${key}` }
}

function textOf(said: string | Buffer): string {
  const text = typeof said === 'string' ? said : new TextDecoder().decode(said)
  return cutText(text, mostShown).toWellFormed()
}

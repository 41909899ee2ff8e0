import { AutoSendsRequest, AutoSendsResponse } from '../../contract/auto-send.ts'
import type { Accounts } from '../account/account.ts'
import { Invalid } from '../errors.ts'
import { ownPortal } from '../http/own-portal.ts'
import { route, type Door, type Route } from '../http/route.ts'
import { listAutoSends } from '../store/contact/list-auto-sends.ts'
import type { Database } from '../store/database.ts'
import { readPortal } from '../store/portal/portals.ts'

export interface TellAutoSendsNeeds {
  database: Database
  accounts: Accounts
  operatorDoor: Door<{ portalId: string | null }>
}

const ordinary = 100

/** What became of contacts that were new while auto-send was on. */
export function createTellAutoSends(needs: TellAutoSendsNeeds): Route {
  return route({
    method: 'POST',
    path: '/admin/auto-send',
    summary: 'What became of new contacts while auto-send was on: sent, waiting until when, or not sent and why.',
    door: needs.operatorDoor,
    body: AutoSendsRequest,
    response: AutoSendsResponse,
    async handle({ caller }, { portalId, limit = ordinary, after }) {
      const account = await needs.accounts.of(portalId)
      // Whoever runs the relay may name every account that it ever had.
      const isKnown = async () =>
        account.lines.list().length > 0 || (await readPortal(needs.database.forPortal(portalId))) !== null
      ownPortal(caller.portalId ?? ((await isKnown()) ? portalId : null), portalId)
      const place = after === undefined ? null : readPlace(after)
      const listed = await listAutoSends(needs.database.forPortal(portalId), { after: place, limit })
      const last = listed.length < limit ? undefined : listed.at(-1)
      return {
        on: account.autoSend !== null,
        timeZone: account.timeZone,
        contacts: listed.map(({ at, until, ...one }) => ({
          ...one,
          at: at.toISOString(),
          until: until?.toISOString() ?? null,
        })),
        next: last ? `${last.at.toISOString()}_${last.contactId}` : null,
      }
    },
  })
}

function readPlace(text: string): { at: Date; contactId: string } {
  const [, time = '', contactId = ''] = /^([0-9TZ:.-]{24})_([1-9][0-9]{0,17})$/.exec(text) ?? []
  const at = new Date(time)
  if (contactId !== '' && !Number.isNaN(at.getTime())) return { at, contactId }
  throw new Invalid('invalid_cursor', 'That is no place in this list. Begin without "after", then use "next".')
}

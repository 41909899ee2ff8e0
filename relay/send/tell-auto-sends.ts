import { AutoSendsRequest, AutoSendsResponse } from '../../contract/auto-send.ts'
import type { Accounts } from '../account/account.ts'
import { Invalid } from '../errors.ts'
import { accountNamed } from '../http/account-named.ts'
import { atBothDesks, type DeskDoors } from '../http/desks.ts'
import { route, type Route } from '../http/route.ts'
import { listAutoSends } from '../store/contact/list-auto-sends.ts'
import type { Database } from '../store/database.ts'

export interface TellAutoSendsNeeds extends DeskDoors {
  database: Database
  accounts: Accounts
}

const ordinary = 100

/** What became of contacts that were new while auto-send was on. */
export function createTellAutoSends(needs: TellAutoSendsNeeds): Route[] {
  return atBothDesks(needs, ({ prefix, doors }) => [
    route({
      method: 'POST',
      path: `${prefix}/auto-send`,
      summary: 'What became of new contacts while auto-send was on: sent, waiting until when, or not sent and why.',
      door: doors.look,
      body: AutoSendsRequest,
      response: AutoSendsResponse,
      async handle({ caller }, { portalId, limit = ordinary, after }) {
        const account = await accountNamed(caller.portalId, portalId, needs)
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
    }),
  ])
}

function readPlace(text: string): { at: Date; contactId: string } {
  const [, time = '', contactId = ''] = /^([0-9TZ:.-]{24})_([1-9][0-9]{0,17})$/.exec(text) ?? []
  const at = new Date(time)
  if (contactId !== '' && !Number.isNaN(at.getTime())) return { at, contactId }
  throw new Invalid('invalid_cursor', 'That is no place in this list. Begin without "after", then use "next".')
}

import { Value } from 'typebox/value'
import {
  ListWaitingResponse,
  ShowWaitingResponse,
  WaitingDone,
  WaitingRequest,
  type WaitingItem,
} from '../../contract/waiting.ts'
import { Invalid } from '../errors.ts'
import { askRelay } from './ask-relay.ts'
import { plainText } from './plain-text.ts'
import type { AccountAccess } from './read-access.ts'
import { textTable } from './text-table.ts'
import { timeIn, type TellTime } from '../zone/time-in.ts'

/** What stands after `waiting`, done by asking the relay that runs. Null where there is no such command. */
export async function waitingCommand(
  [verb = 'list', id, ...rest]: readonly string[],
  access: () => AccountAccess,
  about: string,
  print: (text: string) => void,
): Promise<number | null> {
  const [contactId] = rest
  if (verb !== 'list' && id) checkId(id)
  if (verb === 'list' && rest.length === 0) return list(access(), id)
  if (verb === 'show' && id && rest.length === 0) return show(access(), id)
  if (verb === 'give' && id && rest.length <= 1) {
    // Of what was set aside it may be known whose it would be.
    if (contactId !== undefined || id.startsWith('aside:')) return give(access(), id, contactId)
  }
  if ((verb === 'retry' || verb === 'dismiss' || verb === 'opt-out') && id && rest.length === 0) {
    return deed(access(), verb, id)
  }
  return null

  async function list(at: AccountAccess, after: string | undefined): Promise<number> {
    const request = { portalId: at.portalId, limit: 100, ...(after ? { after } : {}) }
    const { items, next, timeZone } = await askRelay(at, '/admin/waiting/list', request, ListWaitingResponse)
    print(items.length === 0 ? 'Nothing waits for a person.' : tableOf(items, timeIn(timeZone)))
    if (next !== null) print(`There is more: npm run relay -- waiting list ${next}${about}`)
    return 0
  }

  async function show(at: AccountAccess, which: string): Promise<number> {
    const asked = { portalId: at.portalId, id: which }
    const { item, text, timeZone } = await askRelay(at, '/admin/waiting/show', asked, ShowWaitingResponse)
    print(tableOf([item], timeIn(timeZone)))
    if (text !== null) print(`\n${text.split(/\r?\n/).map(plainText).join('\n')}\n`)
    for (const one of item.deeds) {
      const more = one !== 'give' ? '' : item.kind === 'aside' && item.contactId ? ` ${item.contactId}` : ' <contact>'
      print(`npm run relay -- waiting ${one.replace('_', '-')} ${item.id}${more}${about}`)
    }
    return 0
  }

  async function give(at: AccountAccess, which: string, whom: string | undefined): Promise<number> {
    if (whom !== undefined && !/^[1-9][0-9]{0,17}$/.test(whom)) {
      throw new Invalid('invalid_contact', "After the reply's id stands the id of a HubSpot contact, which is digits.")
    }
    const asked = { portalId: at.portalId, id: which, ...(whom === undefined ? {} : { contactId: whom }) }
    const { already, contactId: whose } = await askRelay(at, '/admin/waiting/give', asked, WaitingDone)
    print(`${which} ${already ? 'had been given' : 'is given'} to contact ${whose ?? whom ?? ''}.`)
    return 0
  }

  async function deed(at: AccountAccess, what: 'retry' | 'dismiss' | 'opt-out', which: string): Promise<number> {
    const asked = { portalId: at.portalId, id: which }
    const { already } = await askRelay(at, `/admin/waiting/${what}`, asked, WaitingDone)
    const done = { retry: 'tried again', dismiss: 'dismissed', 'opt-out': 'taken for an opt-out' }[what]
    print(`${which} ${already ? 'had been' : 'is'} ${done}.`)
    return 0
  }
}

/** Throws `Invalid` where that is no id of anything that waits: the relay would answer with the form that ids have. */
function checkId(id: string): void {
  const known: boolean = Value.Check(WaitingRequest.properties.id, id)
  if (known) return
  throw new Invalid(
    'unknown_item',
    `"${id}" is no id of something that waits: such an id is like reply:4711. "npm run relay -- waiting" shows those there are.`,
  )
}

function tableOf(items: readonly WaitingItem[], time: TellTime): string {
  return textTable(
    ['WHAT', 'SINCE', 'STATE', 'CONTACT', 'CAN BE', 'IN WORDS'],
    items.map((item) => ({
      cells: [item.id, time(item.since), item.state, item.contactId ?? '', item.deeds.join(', '), item.what],
      more: item.reason,
    })),
  )
}

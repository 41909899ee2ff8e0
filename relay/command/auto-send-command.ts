import { AutoSendsResponse, type AutoSendReport } from '../../contract/auto-send.ts'
import { askRelay } from './ask-relay.ts'
import type { readAccountAccess } from './read-access.ts'
import { textTable } from './text-table.ts'
import { timeIn, type TellTime } from '../zone/time-in.ts'

const states = { sent: 'sent', waits: 'waits', not_sent: 'not sent' }

/** What stands after `auto-send`, done by asking the relay that runs. Null where there is no such command. */
export async function autoSendCommand(
  [after, ...rest]: readonly string[],
  access: () => ReturnType<typeof readAccountAccess>,
  about: string,
  print: (text: string) => void,
): Promise<number | null> {
  if (rest.length > 0) return null
  const at = access()
  const request = { portalId: at.portalId, limit: 100, ...(after ? { after } : {}) }
  const { on, timeZone, contacts, next } = await askRelay(at, '/admin/auto-send', request, AutoSendsResponse)
  if (!on) print('Auto-send is off: new contacts are sent nothing.')
  if (contacts.length === 0) print('HubSpot has told of no new contact while it was on.')
  else print(tableOf(contacts, timeIn(timeZone)))
  if (next !== null) print(`There is more: npm run relay -- auto-send ${next}${about}`)
  return 0
}

function tableOf(contacts: readonly AutoSendReport[], time: TellTime): string {
  return textTable(
    ['CONTACT', 'STATE', 'SINCE', 'MESSAGE'],
    contacts.map(({ contactId, became, state, at, until, words, messageId }) => ({
      cells: [contactId, states[state], time(at), messageId ?? ''],
      more:
        [became && `became ${became}`, until && `looked at next at ${time(until)}`, words].filter(Boolean).join('; ') ||
        null,
    })),
  )
}

import { cardCallPaths } from '../../../contract/card-function.ts'
import type { ConversationResponse } from '../../../contract/conversation.ts'
import type { LineReport } from '../../../contract/lines.ts'
import type { ListWaitingResponse, ShowWaitingResponse, WaitingItem } from '../../../contract/waiting.ts'
import type { HubSpot } from '../../../workbench/hubspot/hubspot.ts'
import type { TimelineEntry } from '../../../workbench/hubspot/timeline.ts'
import { openRecord } from '../../../workbench/open-record.ts'
import { account } from '../../stage/relay-settings.ts'
import type { Ask } from './ask.ts'
import type { Item } from './item.ts'
import { plainText } from './plain-text.ts'
import { textOfHtml } from './text-of-html.ts'

/** What can be seen of an item where people look. */
export interface Seen {
  card: ConversationResponse
  entries: readonly TimelineEntry[]
  /** Text of all entries, without its marks. */
  timeline: string
}

/** What waits for a person, each with what it says. */
export interface Waiting {
  item: WaitingItem
  text: string
}

export interface Looker {
  seen(item: Item): Promise<Seen>
  waiting(): Promise<Waiting[]>
  lines(): Promise<LineReport[]>
}

export function createLooker(ask: Ask, hubspot: HubSpot): Looker {
  const shown = new Map<string, string>()

  async function textOf({ id }: WaitingItem): Promise<string> {
    const known = shown.get(id)
    if (known !== undefined) return known
    const { status, answer } = await ask<ShowWaitingResponse>('/admin/waiting/show', { id })
    const text = status === 200 ? (answer.text ?? '') : ''
    shown.set(id, text)
    return text
  }

  return {
    async seen(item) {
      const { status, answer } = await ask<ConversationResponse>(cardCallPaths.conversation, {
        contact: openRecord(item.contact),
      })
      if (status !== 200) throw new Error(`the card of contact ${item.contact.id} answers ${status}`)
      const entries = hubspot.timeline(Number(account.portalId), item.contact.id)
      return { card: answer, entries, timeline: entries.map(textOfEntry).join(' \n ') }
    },
    async waiting() {
      const all: Waiting[] = []
      for (let after: string | null | undefined; after !== null;) {
        const asked: object = { limit: 200, ...(after ? { after } : {}) }
        const { answer } = await ask<ListWaitingResponse>('/admin/waiting/list', asked)
        const some = answer.items.filter(({ kind }) => ['reply', 'aside', 'inbox'].includes(kind))
        all.push(...(await Promise.all(some.map(async (item) => ({ item, text: await textOf(item) })))))
        after = answer.next
      }
      return all
    },
    async lines() {
      return (await ask<{ lines: LineReport[] }>('/admin/lines', {})).answer.lines
    },
  }
}

/** An email is text, everything else is HTML. */
function textOfEntry({ properties }: TimelineEntry): string {
  const { hs_communication_body: html = '', hs_email_text: text = '', hs_email_subject: subject = '' } = properties
  return [textOfHtml(html), plainText(text), plainText(subject)].join(' ')
}

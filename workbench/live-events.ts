import type { ServerResponse } from 'node:http'
import { account } from './cast.ts'
import type { HubSpot } from './hubspot/hubspot.ts'
import { objectTypeNamed } from './hubspot/object-types.ts'
import type { Workflow } from './hubspot/workflow.ts'
import type { Mail } from './mail/create-mail.ts'
import type { WorkbenchEvent } from './page/api.ts'
import type { PhoneNetwork } from './phone-network/phone-network.ts'

export interface LiveEvents {
  subscribe(page: ServerResponse): void
  unsubscribe(page: ServerResponse): void
  close(): void
}

const engagements = [objectTypeNamed('communications').id, objectTypeNamed('emails').id]
const contacts = objectTypeNamed('contacts')

/** Tells every open page what changed, as server-sent events, so that nobody has to reload. */
export function liveEvents(needs: {
  hubspot: HubSpot
  phones: PhoneNetwork
  mail: Mail
  workflow: Workflow
}): LiveEvents {
  const pages = new Set<ServerResponse>()
  const tell = (event: WorkbenchEvent) => {
    for (const page of pages) page.write(`data: ${JSON.stringify(event)}\n\n`)
  }
  const portal = needs.hubspot.portal(account.portalId)
  const ends = [
    needs.hubspot.onChange(({ objectType, id }) => {
      if (objectType === contacts.id) return tell({ topic: 'timeline', id })
      if (!engagements.includes(objectType)) return
      for (const { toId } of portal.associations.of(objectType, id, contacts.id)) tell({ topic: 'timeline', id: toId })
    }),
    needs.phones.onChange((message) => {
      tell({ topic: 'phone', id: message.direction === 'to_phone' ? message.to : message.from })
    }),
    needs.mail.onChange(({ mailbox, from }) => {
      for (const id of new Set([mailbox, from])) tell({ topic: 'phone', id })
    }),
    needs.workflow.onChange((enrolment) => {
      tell({ topic: 'enrolments', id: enrolment.contactId })
      tell({ topic: 'timeline', id: enrolment.contactId })
    }),
  ]
  return {
    subscribe(page) {
      page.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      page.write(': here\n\n')
      pages.add(page)
    },
    unsubscribe: (page) => void pages.delete(page),
    close() {
      for (const end of ends) end()
      for (const page of pages) page.end()
      pages.clear()
    },
  }
}

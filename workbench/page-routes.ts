import type { FastifyInstance } from 'fastify'
import { zones } from '../relay/zone/zones.ts'
import { companyLines, account } from './cast.ts'
import type { Crm } from './crm.ts'
import { hubspotFault, phoneNetworkFault } from './faults-of-page.ts'
import type { HubSpot } from './hubspot/hubspot.ts'
import type { GivenProperties } from './hubspot/property-values.ts'
import type { Enrolment as WorkflowEnrolment, Workflow } from './hubspot/workflow.ts'
import type { WorkflowActionConfig } from './hubspot/workflow-action.ts'
import type { Mail as MailSystem } from './mail/create-mail.ts'
import type { MailMessage } from './mail/mail-store.ts'
import {
  hubspotFaults,
  phoneNetworkFaults,
  type Enrolment,
  type EditionName,
  type EnrolRequest,
  type Faults,
  type Mail,
  type MailReply,
  type Phone,
  type PhoneMessage,
  type PhoneRead,
  type PhoneReply,
  type WorkbenchConfig,
} from './page/api.ts'
import { pageTimeline } from './page-timeline.ts'
import type { PhoneNetwork } from './phone-network/phone-network.ts'
import { workbenchUsers } from './workbench-users.ts'

export interface PageRouteNeeds {
  edition: EditionName
  variables: Record<string, string>
  sampleFiles: WorkbenchConfig['sampleFiles']
  crm: Crm
  hubspot: HubSpot
  phones: PhoneNetwork
  mail: MailSystem
  workflow: Workflow
  action: WorkflowActionConfig
}

const year = 366 * 86_400_000

type ById = { Params: { id: string } }
type ByAddress = { Params: { address: string } }

/** A person at the page did something that cannot be: told as problem details. */
export class PageRefusal extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** What the page asks and does, per `page/api.ts`. */
export function pageRoutes(server: FastifyInstance, needs: PageRouteNeeds): void {
  const { crm, hubspot, phones, mail, workflow } = needs
  let faults: Faults = { phoneNetwork: { mode: 'none' }, hubspot: { mode: 'none' } }

  server.get('/workbench/config', (): WorkbenchConfig => ({
    edition: needs.edition,
    variables: needs.variables,
    sampleFiles: needs.sampleFiles,
    portalId: account.portalId,
    appId: account.appId,
    timezone: account.timezone,
    clock: zones.clockOf(account.timezone, Date.now() - year, Date.now() + year),
    users: workbenchUsers(),
    lines: companyLines.map((line) => ({ ...line })),
    cards: [{ name: 'conversation', title: 'Homing', bundleUrl: '/cards/conversation.js' }],
  }))

  server.get('/workbench/contacts', () => crm.contacts())
  server.post<{ Body: { properties: GivenProperties } }>('/workbench/contacts', (request) =>
    crm.create(filled(request.body.properties)),
  )
  server.get<ById>('/workbench/contacts/:id', ({ params }) => ({
    ...contactOf(params.id),
    timeline: pageTimeline(params.id, { hubspot, workflow }),
  }))
  server.patch<ById & { Body: { properties: GivenProperties } }>('/workbench/contacts/:id', ({ params, body }) => {
    contactOf(params.id)
    return crm.edit(params.id, emptied(body.properties))
  })

  server.post<ById & { Body: EnrolRequest }>('/workbench/contacts/:id/enrol', ({ params, body }) => {
    contactOf(params.id)
    const inputs = {
      ...(body.channel ? { channel: body.channel } : {}),
      ...(body.line ? { line: body.line } : {}),
      message: body.message,
    }
    try {
      return enrolmentOf(workflow.enrol(params.id, needs.action, inputs))
    } catch (error) {
      throw new PageRefusal(400, `The workflow cannot be saved: ${(error as Error).message}.`)
    }
  })
  server.get<ById>('/workbench/contacts/:id/enrolments', ({ params }) =>
    workflow
      .history()
      .filter((one) => one.contactId === params.id)
      .map(enrolmentOf),
  )

  server.get<ByAddress>('/workbench/phones/:address', ({ params }) => phoneOf(params.address))
  server.post<ByAddress & { Body: PhoneReply }>('/workbench/phones/:address/messages', ({ params, body }) => {
    if (!body.body?.trim()) throw new PageRefusal(400, 'Write something first.')
    const written = phones.write({ from: params.address, to: body.to, body: body.body, channel: body.channel })
    return phoneMessageOf(written)
  })
  server.post<ByAddress & { Body: PhoneRead }>('/workbench/phones/:address/read', ({ params, body }) => {
    phones.look(params.address, body)
    return phoneOf(params.address)
  })

  server.get<ByAddress>('/workbench/mailboxes/:address', ({ params }) => ({
    address: params.address,
    messages: mailsOf(params.address).map(mailOf),
  }))
  server.post<ByAddress & { Body: MailReply }>('/workbench/mailboxes/:address/messages', async ({ body }) => {
    if (!body.body?.trim()) throw new PageRefusal(400, 'Write something first.')
    return mailOf(await mail.reply(body.inReplyTo, body.body))
  })

  server.get('/workbench/faults', () => faults)
  server.put<{ Body: Faults }>('/workbench/faults', ({ body }) => {
    if (!phoneNetworkFaults.includes(body.phoneNetwork?.mode) || !hubspotFaults.includes(body.hubspot?.mode)) {
      throw new PageRefusal(400, 'There is no such fault.')
    }
    faults = body
    phones.faults.set(phoneNetworkFault[body.phoneNetwork.mode])
    hubspot.faults.clear()
    const fault = hubspotFault[body.hubspot.mode]
    if (fault) hubspot.faults.next(fault)
    return faults
  })

  function contactOf(id: string) {
    const contact = crm.contact(id)
    if (!contact) throw new PageRefusal(404, `There is no contact ${id}.`)
    return contact
  }

  /** A person's mail program keeps a copy of what it sends; here it is what lies with whoever got it. */
  function mailsOf(address: string): MailMessage[] {
    const sent = mail.addresses().flatMap((one) => mail.mailbox(one).filter(({ from }) => from === address))
    return [...new Set([...mail.mailbox(address), ...sent])]
  }

  function phoneOf(address: string): Phone {
    return { address, messages: phones.phone(address).messages().map(phoneMessageOf) }
  }
}

function phoneMessageOf(message: ReturnType<PhoneNetwork['messages']>[number]): PhoneMessage {
  const { id, direction, from, to, body, channel, status, writtenAt } = message
  return { id, direction, from, to, body, channel, status, at: writtenAt }
}

function mailOf(message: MailMessage): Mail {
  return {
    id: message.messageId ?? '',
    from: message.from,
    to: message.to,
    subject: message.subject,
    body: message.text,
    files: message.attachments.map(({ name }) => name),
    at: message.at.toISOString(),
  }
}

function enrolmentOf(enrolment: WorkflowEnrolment): Enrolment {
  const problem = enrolment.attempts.at(-1)?.problem ?? null
  return {
    callbackId: enrolment.callbackId,
    at: enrolment.startedAt,
    state: enrolment.state,
    attempts: enrolment.attempts.length,
    outputFields: Object.keys(enrolment.outputFields).length > 0 ? enrolment.outputFields : null,
    error: problem,
  }
}

/** A new contact has only what was filled in. */
function filled(properties: GivenProperties): GivenProperties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null && value !== ''))
}

/** HubSpot empties a property with an empty string. */
function emptied(properties: GivenProperties): GivenProperties {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, value ?? '']))
}

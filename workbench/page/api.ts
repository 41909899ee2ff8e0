import type { Clock } from '../../contract/clock.ts'

/**
 * What the page and the workbench server say to each other. All under `/workbench`, JSON both ways; a refusal is
 * problem details with a `detail` for the person. Times are ISO 8601. Ids and addresses in paths are URI-encoded.
 */
export interface WorkbenchApi {
  'GET /workbench/config': { response: WorkbenchConfig }
  'GET /workbench/contacts': { response: ContactSummary[] }
  'POST /workbench/contacts': { request: { properties: ContactProperties }; response: ContactSummary }
  'GET /workbench/contacts/:id': { response: ContactRecord }
  /** An edit on the record; an empty string empties a property. */
  'PATCH /workbench/contacts/:id': { request: { properties: ContactProperties }; response: ContactSummary }
  'POST /workbench/contacts/:id/enrol': { request: EnrolRequest; response: Enrolment }
  /** Newest first. */
  'GET /workbench/contacts/:id/enrolments': { response: Enrolment[] }
  'GET /workbench/phones/:address': { response: Phone }
  'POST /workbench/phones/:address/messages': { request: PhoneReply; response: PhoneMessage }
  /** The person looks at a thread on the phone: what was delivered there is now read. */
  'POST /workbench/phones/:address/read': { request: PhoneRead; response: Phone }
  'GET /workbench/mailboxes/:address': { response: Mailbox }
  'POST /workbench/mailboxes/:address/messages': { request: MailReply; response: Mail }
  'GET /workbench/faults': { response: Faults }
  'PUT /workbench/faults': { request: Faults; response: Faults }
}

export type ContactProperties = Record<string, string | null>

export interface ContactSummary {
  id: string
  properties: ContactProperties
}

export interface ContactRecord extends ContactSummary {
  /** Newest first. */
  timeline: TimelineEntry[]
}

export interface TimelineEntry {
  id: string
  kind: 'communication' | 'email' | 'workflow'
  at: string
  title: string
  /** One of the two; `bodyHtml` is shown with its scripts, styles and images left out. */
  bodyHtml?: string
  text?: string
  /** The engagement's own properties, such as `hs_communication_channel_type`, `hs_email_direction`. */
  properties: Record<string, string | null>
}

/** Without `channel` or `line` the action chooses. */
export interface EnrolRequest {
  channel?: string
  line?: string
  message: string
}

export interface Enrolment {
  callbackId: string
  at: string
  /** Such as `running`, `waiting`, `completed`, `failed`; shown as it comes. */
  state: string
  attempts: number
  outputFields: Record<string, string> | null
  error: string | null
}

export interface Phone {
  address: string
  messages: PhoneMessage[]
}

export interface PhoneMessage {
  id: string
  direction: 'to_phone' | 'from_phone'
  from: string
  to: string
  body: string
  channel: string
  status: 'sent' | 'delivered' | 'read' | 'undelivered' | 'received'
  at: string
}

/** `to` is the address of a line. */
export interface PhoneReply {
  to: string
  channel: string
  body: string
}

/** `line` is the address of a line. */
export interface PhoneRead {
  line: string
  channel: string
}

/** What came to an address and what was written from it. */
export interface Mailbox {
  address: string
  messages: Mail[]
}

export interface Mail {
  id: string
  from: string
  to: string
  subject: string
  body: string
  /** Names of what is attached. */
  files?: string[]
  at: string
}

/** `inReplyTo` is the `id` of a mail in the box. */
export interface MailReply {
  inReplyTo: string
  body: string
}

export const phoneNetworkFaults = [
  'none',
  'slow',
  '429',
  '500',
  '500-after',
  'hang',
  'reset',
  'duplicate',
  'out-of-order',
] as const
export const hubspotFaults = ['none', 'slow', '429', '500', 'reset'] as const

export interface Faults {
  phoneNetwork: { mode: (typeof phoneNetworkFaults)[number] }
  hubspot: { mode: (typeof hubspotFaults)[number] }
}

export const editionNames = ['private', 'marketplace'] as const
export type EditionName = (typeof editionNames)[number]

export interface WorkbenchConfig {
  /** Which of the two HubSpot projects is open here. */
  edition: EditionName
  /** Of the profile that the project was uploaded with. */
  variables: Record<string, string>
  portalId: number
  timezone: string
  /** By which the page tells times, those of that zone. */
  clock: Clock
  appId: number
  /** Who works in the account; the first is signed in unless somebody else is chosen. */
  users: [WorkbenchUser, ...WorkbenchUser[]]
  lines: WorkbenchLine[]
  cards: WorkbenchCard[]
  /** Files on this machine that a card may attach by their links. */
  sampleFiles: { name: string; url: string }[]
}

/** Names whoever is chosen on the page to the server, as HubSpot's own cookie does. */
export const userCookie = 'workbench-user'

export interface WorkbenchUser {
  id: number
  email: string
  firstName: string
  lastName: string
  /** What they are there, in words. */
  role: string
  superAdmin: boolean
  teams: { id: number; name: string; teammates: number[] }[]
}

export interface WorkbenchLine {
  id: string
  label: string
  channel: string
  /** E.164 number or email address. */
  address: string
}

export interface WorkbenchCard {
  name: string
  /** Shown over the card; the name when absent. */
  title?: string
  /** Answers with the text of the built bundle. */
  bundleUrl: string
}

/**
 * `GET /workbench/events` is an event stream; each `data` is one of these. `id` is the contact for `timeline` and
 * `enrolments`, the address for `phone` (a mailbox's too), and the card's name for `bundle`.
 */
export interface WorkbenchEvent {
  topic: 'timeline' | 'phone' | 'enrolments' | 'bundle'
  id: string
}

import { Value } from 'typebox/value'
import type { Attachment } from '../../contract/attachment.ts'
import { Attachment as AttachmentSchema } from '../../contract/attachment.ts'
import { Channel } from '../../contract/channel.ts'
import type { Contact } from '../../contract/contact.ts'
import { propertyText } from '../../contract/property-text.ts'
import type { WorkflowActionRequest } from '../../contract/workflow-action.ts'
import { Refusal } from '../errors.ts'
import { plainText } from './plain-text.ts'

/** An execution of the action as HubSpot posts it, before what need not be there has been looked at. */
export type Execution = Omit<WorkflowActionRequest, 'inputFields'> & { inputFields?: unknown; fields?: unknown }

/** What a workflow wants sent, and to whom. */
export interface ReadExecution {
  contact: Contact
  channel: Channel | undefined
  lineId: string | undefined
  body: string
  attachments: Attachment[]
}

/**
 * Reads what a workflow asks for in every form in which it may come: what is null, empty or blank is not given, a number is its
 * digits, and what nobody needs is not looked at. Throws `Refusal` for what is given and means nothing.
 */
export function readExecution({ object, inputFields, fields }: Execution): ReadExecution {
  const kind = given(object.objectType)
  if (kind !== undefined && !['CONTACT', 'CONTACTS', '0-1'].includes(kind.toUpperCase())) {
    throw new Refusal('not_a_contact', 'Messages go to contacts. Use this action in a workflow of contacts.')
  }
  // The same values twice: `fields` is the older name.
  const inputs = isRecord(inputFields) ? inputFields : isRecord(fields) ? fields : {}
  return {
    contact: { id: String(object.objectId), properties: propertiesOf(object.properties) },
    channel: readChannel(given(inputs.channel)),
    lineId: given(inputs.line),
    body: plainText(textOf(inputs.message) ?? ''),
    attachments: readAttachment(given(inputs.attachment)),
  }
}

/** A contact's properties as HubSpot hands them over; empty where it hands over none. */
function propertiesOf(properties: unknown): Contact['properties'] {
  if (!isRecord(properties)) return {}
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, propertyText(value)]))
}

function readChannel(text: string | undefined): Channel | undefined {
  const channel = text?.toLowerCase()
  if (channel === undefined || Value.Check(Channel, channel)) return channel
  throw new Refusal('unknown_channel', `"${text}" is not a channel. Use imessage, sms, whatsapp or email.`)
}

function readAttachment(url: string | undefined): Attachment[] {
  if (url === undefined) return []
  if (!Value.Check(AttachmentSchema, { url })) {
    throw new Refusal(
      'attachment_url_refused',
      'The attachment is not the address of a file. Use one of 2,000 characters at most that begins with https://.',
    )
  }
  return [{ url }]
}

/** A value that says something, without blanks around it. */
function given(value: unknown): string | undefined {
  return textOf(value)?.trim() || undefined
}

/** What may be a text, as text; what has parts, which no field of the action has, as JSON writes it. */
function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

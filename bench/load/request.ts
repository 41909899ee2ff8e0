import { randomUUID } from 'node:crypto'
import { cardCallPaths } from '../../contract/card-function.ts'
import { signFunctionRequest } from '../../contract/function-signature.ts'
import type { PhoneEvent } from '../../workbench/phone-network/phone-wire.ts'
import { signHubSpotRequest } from '../../relay/hubspot/signature.ts'
import { signWebhook } from '../../workbench/phone-network/sign-webhook.ts'
import { openRecord } from '../../workbench/open-record.ts'
import { account } from '../stage/relay-settings.ts'
import { workflowRequest, type WorkflowLoad } from './workflow-request.ts'

/** What the load is made of. Phones and contacts are numbered alike: contact ids begin at `firstContact`. */
export type LoadKind =
  | { kind: 'replies'; path: string; line: string; people: number }
  | { kind: 'messages'; lineIds: string[]; people: number; firstContact: number }
  | { kind: 'events'; path: string; publicUrl: string; people: number; firstContact: number }
  | WorkflowLoad

/** One request as bytes, and the mark that finds its message again at the receiving end. */
export interface LoadRequest {
  bytes: Buffer
  mark: string
}

export function phoneOf(person: number): string {
  return `+1212${2_000_000 + person}`
}

/** The request number `index` of a load, signed as its sender signs it, ready for the wire. */
export function loadRequest(load: LoadKind, index: number): LoadRequest {
  if (load.kind === 'events') return events(load, index)
  if (load.kind === 'workflows') {
    const mark = randomUUID()
    const { path, headers, body } = workflowRequest(load, index, mark)
    return { mark, bytes: wire(path, headers, body) }
  }
  return load.kind === 'replies' ? reply(load, index) : message(load, index)
}

function reply(load: Extract<LoadKind, { kind: 'replies' }>, index: number): LoadRequest {
  const id = randomUUID()
  const event: PhoneEvent = {
    type: 'message.received',
    message: {
      id,
      seq: index,
      direction: 'from_phone',
      from: phoneOf(index % load.people),
      to: load.line,
      body: `Thanks, that suits me. See you on Tuesday (${id})`,
      channel: 'sms',
      reference: null,
      status: 'received',
      at: new Date().toISOString(),
    },
  }
  const body = Buffer.from(JSON.stringify(event))
  return {
    mark: id,
    bytes: wire(load.path, signWebhook(account.webhookSecret, { id: randomUUID(), at: Date.now(), body }), body),
  }
}

function message(load: Extract<LoadKind, { kind: 'messages' }>, index: number): LoadRequest {
  const mark = randomUUID()
  const person = index % load.people
  const body = Buffer.from(
    JSON.stringify({
      portalId: account.portalId,
      contact: openRecord({
        id: String(load.firstContact + person),
        properties: { firstname: 'Ada', lastname: 'Lovelace', email: null, phone: null, mobilephone: phoneOf(person) },
      }),
      idempotencyKey: mark,
      lineId: load.lineIds[index % load.lineIds.length],
      body: `Your table is booked for Tuesday at eight (${mark})`,
    }),
  )
  const target = cardCallPaths['send-message']
  const signature = signFunctionRequest(account.functionSecret, {
    id: randomUUID(),
    method: 'POST',
    target,
    body,
    now: new Date(),
  })
  return { mark, bytes: wire(target, { ...signature }, body) }
}

/** A full batch of HubSpot's: contacts deleted, restored and now and then merged, each event one that was never told. */
function events(load: Extract<LoadKind, { kind: 'events' }>, index: number): LoadRequest {
  const now = Date.now()
  const batch = Array.from({ length: 100 }, (_, place) => {
    const contact = load.firstContact + ((index * 100 + place) % load.people)
    const merge = place === 50
    return {
      eventId: index * 100 + place,
      subscriptionId: 4001,
      portalId: Number(account.portalId),
      appId: 77,
      occurredAt: now - 100 + place,
      subscriptionType: merge ? 'object.merge' : place % 2 ? 'object.restore' : 'contact.deletion',
      objectTypeId: '0-1',
      objectId: contact,
      ...(merge ? { primaryObjectId: contact, newObjectId: contact, mergedObjectIds: [1_000_000 + index] } : {}),
      changeSource: 'CRM_UI',
      sourceId: `userId:${index}`,
      attemptNumber: 0,
    }
  })
  const body = Buffer.from(JSON.stringify(batch))
  const uri = load.publicUrl + load.path
  const signature = signHubSpotRequest('v3', account.clientSecret, { method: 'POST', uri, body, now: new Date(now) })
  return { mark: String(index), bytes: wire(load.path, signature, body) }
}

function wire(path: string, headers: Record<string, string>, body: Buffer): Buffer {
  const lines = [
    `POST ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    'content-type: application/json',
    `content-length: ${body.length}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body])
}

import { randomUUID } from 'node:crypto'
import { cardCallPaths } from '../../../../contract/card-function.ts'
import { signFunctionRequest } from '../../../../contract/function-signature.ts'
import { account } from '../../../stage/relay-settings.ts'
import { proveHubSpot } from '../../signatures/hubspot-proof.ts'
import { askDoor, type Answer } from '../ask-door.ts'
import { any, type Hostile } from '../hostile.ts'
import type { Person } from '../people.ts'
import type { Rough } from '../rough.ts'
import { spoilJson } from '../rough-json.ts'
import { roughSize, roughText } from '../rough-text.ts'

interface Needs {
  publicUrl: string
  people: readonly Person[]
  lineIds: readonly string[]
}

/** As HubSpot posts: its webhooks signed v3, a workflow's action v2. */
function asHubSpot({ publicUrl }: Needs, target: string, version: 'v2' | 'v3', body: Buffer): Promise<Answer> {
  const draft = {
    method: 'POST',
    origin: publicUrl,
    target,
    body,
    time: String(Date.now()),
    id: '',
    secret: account.clientSecret,
  }
  return askDoor(publicUrl, target, Object.fromEntries(proveHubSpot(version, draft).headers), body)
}

/** As the app function calls. */
function asFunction({ publicUrl }: Needs, target: string, body: Buffer): Promise<Answer> {
  const signed = signFunctionRequest(account.functionSecret, {
    id: randomUUID(),
    method: 'POST',
    target,
    body,
    now: new Date(),
  })
  return askDoor(publicUrl, target, { 'content-type': 'application/json', ...signed }, body)
}

/** What HubSpot tells of contacts, with what strangers may write into their properties. */
export function roughEvents(rough: Rough, needs: Needs, count: number): Hostile[] {
  return Array.from({ length: count }, () => {
    const mark = rough.mark()
    const known = {
      portalId: Number(account.portalId),
      appId: 7,
      subscriptionId: 1,
      attemptNumber: 0,
      changeSource: 'CRM',
    }
    const events = Array.from({ length: 1 + rough.below(rough.chance(0.1) ? 400 : 5) }, (_, nth) => ({
      ...known,
      subscriptionType: rough.pick([
        'contact.propertyChange',
        'object.propertyChange',
        'contact.creation',
        'contact.associationChange',
      ]),
      objectTypeId: '0-1',
      objectId: rough.chance(0.5) ? Number(rough.pick(needs.people).contactId) : 900_000_000 + rough.below(1e6),
      eventId: rough.below(2 ** 40) + nth,
      occurredAt: Date.now(),
      propertyName: rough.pick(['mobilephone', 'email', 'phone', 'firstname', mark]),
      propertyValue: `${mark}${roughText(rough, roughSize(rough, 60_000))}`,
    }))
    const body = rough.chance(0.5) ? Buffer.from(JSON.stringify(events)) : spoilJson(rough, events)
    return {
      door: 'events',
      shape: 'events',
      mark,
      right: any,
      play: () => asHubSpot(needs, '/webhooks/hubspot', 'v3', body.subarray(0, 1_000_000)),
    }
  })
}

/** Executions of a workflow's action. */
export function roughExecutions(rough: Rough, needs: Needs, count: number): Hostile[] {
  return Array.from({ length: count }, () => {
    const [mark, { contactId, phone, email }] = [rough.mark(), rough.pick(needs.people)]
    const properties = {
      hs_object_id: contactId,
      mobilephone: rough.chance(0.7) ? phone : roughText(rough, 300),
      email,
      firstname: roughText(rough, 2_000),
    }
    const call = {
      callbackId: `ap-${randomUUID()}`,
      origin: { portalId: Number(account.portalId), actionDefinitionId: 1 },
      context: { source: 'WORKFLOWS', workflowId: 7 },
      object: { objectId: Number(contactId), objectType: 'CONTACT', properties },
      inputFields: {
        line: rough.pick(needs.lineIds),
        message: `${mark} ${roughText(rough, roughSize(rough, 100_000))}`,
      },
    }
    const body = rough.chance(0.3) ? Buffer.from(JSON.stringify(call)) : spoilJson(rough, call)
    return {
      door: 'workflow',
      shape: 'an execution',
      mark,
      right: any,
      play: () => asHubSpot(needs, '/workflow/send-message', 'v2', body.subarray(0, 1_000_000)),
    }
  })
}

/** Calls of the card, whose browser may say anything. */
export function roughCalls(rough: Rough, needs: Needs, count: number): Hostile[] {
  return Array.from({ length: count }, () => {
    const [mark, { contactId, phone, email }] = [rough.mark(), rough.pick(needs.people)]
    const path = rough.pick(Object.values(cardCallPaths))
    const call = {
      portalId: account.portalId,
      contact: {
        id: contactId,
        properties: { hs_object_id: contactId, mobilephone: phone, email, phone: roughText(rough, 200) },
      },
      ...(path === cardCallPaths['send-message']
        ? {
            idempotencyKey: randomUUID(),
            lineId: rough.pick(needs.lineIds),
            body: `${mark} ${roughText(rough, roughSize(rough, 100_000))}`,
          }
        : { messageId: randomUUID() }),
    }
    const body = rough.chance(0.3) ? Buffer.from(JSON.stringify(call)) : spoilJson(rough, call)
    return {
      door: 'card',
      shape: path,
      mark,
      right: any,
      play: () => asFunction(needs, path, body.subarray(0, 1_000_000)),
    }
  })
}

/** A message with a file, which is fetched from where a stranger may have put anything. */
export function roughFiles(
  rough: Rough,
  needs: Needs,
  filesUrl: string,
  lineIds: readonly string[],
  count: number,
): Hostile[] {
  return Array.from({ length: count }, (_, nth) => {
    const [mark, { contactId, phone, email }] = [rough.mark(), rough.pick(needs.people)]
    const name = encodeURIComponent(roughText(rough, 1 + rough.below(300)).toWellFormed()).slice(0, 900)
    const body = {
      portalId: account.portalId,
      contact: { id: contactId, properties: { hs_object_id: contactId, mobilephone: phone, email } },
      ...{ idempotencyKey: randomUUID(), lineId: rough.pick(lineIds), body: mark, subject: mark },
      attachments: [{ url: `${filesUrl}/${nth}/${name}` }],
    }
    const play = () => asFunction(needs, cardCallPaths['send-message'], Buffer.from(JSON.stringify(body)))
    return { door: 'file', shape: 'a file of anything', mark, right: ['kept', 'refused'], play }
  })
}

/** Requests that prove nothing, or are hardly any. */
export function bareRequests(rough: Rough, { publicUrl }: Needs, lineIds: readonly string[], count: number): Hostile[] {
  const paths = [
    '/webhooks/hubspot',
    '/workflow/send-message',
    ...Object.values(cardCallPaths),
    '/admin/lines',
    '/oauth/callback',
    '/',
    '/healthz',
  ]
  return Array.from({ length: count }, () => {
    const mark = rough.mark()
    const path = rough.chance(0.4) ? `/webhooks/${account.portalId}/${rough.pick(lineIds)}` : rough.pick(paths)
    const query = rough.chance(0.3)
      ? `?${encodeURIComponent(roughText(rough, 2_000).toWellFormed()).slice(0, 5_000)}`
      : ''
    const value = roughText(rough, 4_000).replaceAll(/[^ -~]/g, '')
    const headers = {
      'content-type': rough.pick(['application/json', 'text/plain', value.slice(0, 200) || 'x']),
      [rough.pick(['x-hubspot-signature-v3', 'homing-signature', 'x-twilio-signature', 'cookie', 'webhook-signature'])]:
        value,
    }
    const body = Buffer.from(roughText(rough, roughSize(rough, 900_000))).subarray(0, 1_000_000)
    const method = rough.pick(['POST', 'POST', 'POST', 'GET', 'PUT', 'HEAD', 'OPTIONS'])
    return {
      door: 'bare',
      shape: `${method} without a proof`,
      mark,
      right: ['refused', 'passed'],
      play: () => askDoor(publicUrl, path + query, headers, body, method),
    }
  })
}

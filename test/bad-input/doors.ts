import { randomUUID } from 'node:crypto'
import { signFunctionRequest } from '../../contract/function-signature.ts'
import { signHubSpotRequest } from '../../relay/hubspot/signature.ts'
import { signWebhook } from '../../workbench/phone-network/sign-webhook.ts'
import { clientSecret, functionSecret, portalId, type World } from '../world.ts'
import type { Door, Unsigned } from './door.ts'

export type { Door } from './door.ts'

const contact = {
  id: '501',
  properties: {
    hs_object_id: '501',
    firstname: 'Ada',
    email: 'ada@example.com',
    mobilephone: '+1 202 555 0143',
    phone: null,
  },
}

const cardDoor = {
  sign: (_world: World, { secret = functionSecret, ...request }: Unsigned) => ({
    ...signFunctionRequest(secret, { ...request, id: randomUUID() }),
  }),
  secret: functionSecret,
  timed: true,
  coversTarget: true,
  json: true,
}

const workflowBody = () => ({
  callbackId: `ap-${randomUUID()}`,
  origin: { portalId: Number(portalId), actionDefinitionId: 1 },
  context: { source: 'WORKFLOWS', workflowId: 7 },
  object: { objectId: 501, objectType: 'CONTACT', properties: contact.properties },
  inputFields: { channel: 'sms', line: '', message: 'Hello' },
})

const ofWorkflow = {
  ...{ target: '/workflow/send-message', body: workflowBody, limit: 2_097_152 },
  ignores: ['context', 'inputFields'],
}

const hubspotDoor = (version: 'v2' | 'v3'): Pick<Door, 'sign' | 'secret' | 'timed' | 'coversTarget' | 'json'> => ({
  sign: (world, { secret = clientSecret, target, ...request }) =>
    signHubSpotRequest(version, secret, { ...request, uri: world.url + target }),
  secret: clientSecret,
  timed: version === 'v3',
  coversTarget: true,
  json: true,
})

/** An admin's, by `hubspot.fetch`: the fake's user 12345 is a super admin where the app may ask who is. */
const adminDoor = (path: string, body: Door['body']): Door => ({
  ...hubspotDoor('v3'),
  target: `${path}?portalId=${portalId}&userId=12345&userEmail=owner%40example.com&appId=5`,
  body,
  limit: 1_048_576,
})

const ofOperator = (target: string, body: Record<string, unknown>) => ({
  [`POST ${target}`]: [{ ...cardDoor, target, body: () => body, limit: 1_048_576 }],
})

const pause = { portalId, lineId: 'imessage', reason: 'The Mac is being replaced.' }

const waitingDoors = Object.fromEntries(
  ['list', 'show', 'give', 'retry', 'dismiss', 'opt-out'].map((deed) => {
    const id = `${deed === 'opt-out' ? 'consent' : 'reply'}:${randomUUID()}`
    const body = () => (deed === 'list' ? { portalId, limit: 20 } : { portalId, id })
    const more = deed === 'give' ? { contactId: '501' } : {}
    return [`POST /waiting/${deed}`, [adminDoor(`/waiting/${deed}`, () => ({ ...body(), ...more }))]]
  }),
)

/** What is accepted below `/settings`, by path. */
const settingsRequests = {
  '': {},
  '/save': { version: 0, sections: { region: { country: 'US' } } },
  '/versions': {},
  '/version': { version: 1 },
  '/rollback': { version: 0, to: 1 },
  '/rotate': { version: 0, name: 'line/sms/key', value: 'another-key' },
  '/test': { lineId: 'imessage' },
}

const settingsDoors = Object.fromEntries(
  Object.entries(settingsRequests).map(([path, said]): [string, [Door]] => {
    const target = `/admin/settings${path}`
    const limit = ['/save', '/rollback'].includes(path) ? 2_097_152 : 1_048_576
    return [`POST ${target}`, [{ ...cardDoor, target, body: () => ({ portalId, ...said }), limit }]]
  }),
)

const settingsOfAdmins = Object.fromEntries(
  Object.values(settingsDoors).map(([{ target, body, limit }]) => {
    const path = target.replace('/admin', '')
    const spare = /settings(\/versions|\/test)?$/.test(path) ? { needsNothing: true as const } : {}
    return [`POST ${path}`, [{ ...adminDoor(path, body), limit, ...spare }]]
  }),
)

/** A provider's door, with or without the word that some put into the address. */
const providerDoor = (target: string): Door => ({
  target,
  body: () => ({
    type: 'message.received',
    message: {
      id: randomUUID(),
      seq: 1,
      direction: 'from_phone',
      from: '+12025550143',
      to: '+15550100001',
      body: 'Hello',
      channel: 'sms',
      reference: null,
      status: 'received',
      at: new Date().toISOString(),
    },
  }),
  sign: (_world, { secret = 'phone-webhook-secret', body, now }) =>
    signWebhook(secret, { id: randomUUID(), at: now.getTime(), body }),
  secret: 'phone-webhook-secret',
  limit: 1_048_576,
  timed: true,
  coversTarget: false,
  json: false,
})

/** Every door, by the name that `/openapi.json` gives its route; HubSpot's has two, one a signature version. */
export const doors: Record<string, Door[]> = {
  'POST /card/messages': [
    {
      ...cardDoor,
      target: '/card/messages',
      body: () => ({ portalId, contact, idempotencyKey: randomUUID(), lineId: 'sms', body: 'Hello' }),
      limit: 524_288,
    },
  ],
  'POST /card/conversation': [
    { ...cardDoor, target: '/card/conversation', body: () => ({ portalId, contact }), limit: 1_048_576 },
  ],
  'POST /card/settle': [
    {
      ...cardDoor,
      target: '/card/settle',
      body: () => ({ portalId, contact, messageId: randomUUID(), outcome: 'sent' }),
      limit: 1_048_576,
    },
  ],
  ...Object.fromEntries(
    ['let-pass', 'trace', 'original'].map((call) => {
      const target = `/card/${call}`
      const body = () => ({ portalId, contact, messageId: randomUUID() })
      return [`POST ${target}`, [{ ...cardDoor, target, body, limit: 1_048_576 }]]
    }),
  ),
  'POST /card/older': [
    {
      ...cardDoor,
      target: '/card/older',
      body: () => ({ portalId, contact, before: `1.${randomUUID()}` }),
      limit: 1_048_576,
    },
  ],
  'POST /card/draft': [
    { ...cardDoor, target: '/card/draft', body: () => ({ portalId, contact, draft: null }), limit: 524_288 },
  ],
  ...ofOperator('/admin/lines', { portalId }),
  // On a line that no other door's message takes, or what waits there would leave in the middle of another test.
  ...ofOperator('/admin/lines/pause', pause),
  ...ofOperator('/admin/lines/resume', { portalId, lineId: 'imessage' }),
  ...ofOperator('/admin/lines/test', { portalId, lineId: 'imessage' }),
  ...ofOperator('/admin/auto-send', { portalId, limit: 20 }),
  ...ofOperator('/admin/lines/move', { portalId, from: 'imessage', to: 'imessage' }),
  ...ofOperator('/admin/lines/give-up', { portalId, lineId: 'imessage' }),
  ...ofOperator('/admin/connection', { portalId }),
  'POST /lines': [adminDoor('/lines', () => ({ portalId }))],
  'POST /lines/pause': [adminDoor('/lines/pause', () => pause)],
  'POST /lines/resume': [adminDoor('/lines/resume', () => ({ portalId, lineId: 'imessage' }))],
  'POST /auto-send': [adminDoor('/auto-send', () => ({ portalId, limit: 20 }))],
  'POST /connection': [adminDoor('/connection', () => ({ portalId }))],
  'POST /lines/move': [adminDoor('/lines/move', () => ({ portalId, from: 'imessage', to: 'imessage' }))],
  'POST /lines/give-up': [adminDoor('/lines/give-up', () => ({ portalId, lineId: 'imessage' }))],
  ...ofOperator('/admin/waiting/list', { portalId, limit: 20 }),
  ...ofOperator('/admin/waiting/give', { portalId, id: `reply:${randomUUID()}`, contactId: '501' }),
  ...Object.fromEntries(
    ['show', 'retry', 'dismiss', 'opt-out'].map((deed) => {
      const target = `/admin/waiting/${deed}`
      const body = () => ({ portalId, id: `${deed === 'opt-out' ? 'consent' : 'reply'}:${randomUUID()}` })
      return [`POST ${target}`, [{ ...cardDoor, target, body, limit: 1_048_576 }]]
    }),
  ),
  ...waitingDoors,
  ...settingsDoors,
  ...settingsOfAdmins,
  ...ofOperator('/admin/connection/test', { portalId }),
  ...ofOperator('/admin/install-link', { workspace: 'acme' }),
  ...ofOperator('/admin/portals', { which: 'all' }),
  ...ofOperator('/admin/portals/connect', { portalId, token: 'pat-na1-test', credential: 'private_app' }),
  ...ofOperator('/admin/uninstall', { portalId }),
  'POST /workflow/send-message': [
    { ...hubspotDoor('v2'), ...ofWorkflow },
    { ...hubspotDoor('v3'), ...ofWorkflow },
  ],
  'POST /webhooks/hubspot': [
    {
      ...hubspotDoor('v3'),
      json: false,
      keeps: true,
      target: '/webhooks/hubspot',
      body: () => [
        {
          eventId: 7,
          subscriptionId: 4001,
          portalId: Number(portalId),
          occurredAt: Date.now(),
          subscriptionType: 'object.merge',
          objectTypeId: '0-1',
          objectId: 501,
          primaryObjectId: 501,
          mergedObjectIds: [502],
          newObjectId: 501,
          attemptNumber: 0,
        },
      ],
      limit: 1_048_576,
    },
  ],
  'POST /webhooks/{portalId}/{lineId}': [providerDoor(`/webhooks/${portalId}/sms`)],
  'POST /webhooks/{portalId}/{lineId}/{token}': [providerDoor(`/webhooks/${portalId}/sms/an-unguessable-word`)],
}

/** What only providers that ask or deliver by GET may use; `asked.test.ts` tries them. */
export const asked = ['GET /webhooks/{portalId}/{lineId}', 'GET /webhooks/{portalId}/{lineId}/{token}']

/** Pages that anybody's browser may open, whose address and cookie prove all: see `journeys/install.test.ts`. */
export const pages = ['GET /oauth/install', 'GET /oauth/callback']

/** Routes that ask for nothing and tell nothing worth a signature. */
export const probes = ['GET /healthz', 'GET /readyz']

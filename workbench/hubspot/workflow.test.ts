import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { refuseHubSpotRequest } from '../../relay/hubspot/signature.ts'
import { portalId, startHubSpotUnderTest, type HubSpotUnderTest } from './hubspot-under-test.ts'
import type { WorkflowActionConfig } from './workflow-action.ts'
import { createWorkflow, type Workflow, type WorkflowOptions } from './workflow.ts'

interface Arrived {
  target: string
  headers: IncomingHttpHeaders
  body: string
}

type Reply = (response: ServerResponse) => void

const json = (status: number, value: unknown, headers: Record<string, string> = {}): Reply => {
  return (response) => response.writeHead(status, headers).end(JSON.stringify(value))
}
const success = json(200, { outputFields: { message_id: 'm-1', status: 'queued', hs_execution_state: 'SUCCESS' } })

let test: HubSpotUnderTest
let receiver: Server
let workflow: Workflow
let contactId: string
let arrived: Arrived[]
let replies: Reply[]

const action: WorkflowActionConfig = {
  actionUrl: 'https://relay.example/workflow/send?edition=private',
  objectTypes: ['CONTACT'],
  objectRequestOptions: { properties: ['phone', 'email'] },
  inputFields: [
    {
      typeDefinition: { name: 'channel', type: 'enumeration', options: [{ value: 'sms' }, { value: 'email' }] },
      supportedValueTypes: ['STATIC_VALUE'],
    },
    { typeDefinition: { name: 'line', type: 'string' }, supportedValueTypes: ['STATIC_VALUE', 'OBJECT_PROPERTY'] },
    { typeDefinition: { name: 'message', type: 'string' }, supportedValueTypes: ['STATIC_VALUE'], isRequired: true },
  ],
}

function begin(options: Partial<WorkflowOptions> = {}): Workflow {
  const { port } = receiver.address() as AddressInfo
  workflow = createWorkflow({
    hubspot: test.hubspot,
    portalId,
    clientSecret: 'client-secret',
    deliverTo: { 'https://relay.example': `http://127.0.0.1:${port}` },
    firstDelay: 1,
    ...options,
  })
  return workflow
}

beforeEach(async () => {
  test = await startHubSpotUnderTest()
  contactId = test.hubspot.seedContact(portalId, { firstname: 'Ada', phone: '+12125550101' })
  arrived = []
  replies = []
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      arrived.push({ target: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() })
      const reply = replies.shift() ?? success
      reply(response)
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  await workflow.close()
  receiver.closeAllConnections()
  await new Promise((resolve) => receiver.close(resolve))
  await test.hubspot.close()
})

const send = (message = 'Hi {{ contact.firstname }}') => workflow.enrol(contactId, action, { channel: 'sms', message })
const settle = async () => workflow.settled(send())
const judge = (request: Arrived, accept: ('v2' | 'v3')[]) =>
  refuseHubSpotRequest({
    secrets: ['client-secret'],
    accept,
    publicUrl: 'https://relay.example',
    method: 'POST',
    target: request.target,
    headers: request.headers,
    body: new TextEncoder().encode(request.body),
    now: new Date(),
  })

describe('an execution', () => {
  it('is posted as documented, with tokens filled in and the properties asked for', async () => {
    begin()
    const enrolment = await settle()
    expect(arrived).toHaveLength(1)
    expect(JSON.parse(arrived[0]?.body ?? '')).toMatchObject({
      callbackId: enrolment.callbackId,
      origin: { portalId, actionDefinitionVersion: 1 },
      context: { source: 'WORKFLOWS' },
      object: {
        objectId: Number(contactId),
        objectType: 'CONTACT',
        properties: { phone: '+12125550101', email: null },
      },
      fields: { channel: 'sms', message: 'Hi Ada' },
      inputFields: { channel: 'sms', message: 'Hi Ada' },
    })
    expect(enrolment).toMatchObject({
      state: 'succeeded',
      continued: true,
      outputFields: { message_id: 'm-1', hs_execution_state: 'SUCCESS' },
    })
    expect(workflow.history()).toEqual([enrolment])
  })

  it('is signed v2 for the public address, wherever it is delivered', async () => {
    begin()
    await settle()
    const [request] = arrived
    expect(request && judge(request, ['v3', 'v2'])).toBeNull()
    expect(request && judge(request, ['v3'])).not.toBeNull()
  })

  it('can carry v3 headers as well', async () => {
    begin({ alsoV3: true })
    await settle()
    expect(arrived[0] && judge(arrived[0], ['v3'])).toBeNull()
  })

  it('can come twice with one callbackId', async () => {
    begin({ copies: 2 })
    await settle()
    expect(arrived).toHaveLength(2)
    expect(arrived[0]?.body).toBe(arrived[1]?.body)
  })

  it('can take an input from a property', async () => {
    begin()
    const inputs = { message: 'x', line: { propertyName: 'phone' } }
    await workflow.settled(workflow.enrol(contactId, action, inputs))
    expect(JSON.parse(arrived[0]?.body ?? '')).toMatchObject({ inputFields: { line: '+12125550101' } })
  })
})

describe('an answer', () => {
  it.each([400, 401, 404, 422])('of %i fails for good', async (status) => {
    begin()
    replies = [json(status, {})]
    expect(await settle()).toMatchObject({ state: 'failed', continued: false, attempts: [{ status }] })
    expect(arrived).toHaveLength(1)
  })

  it('of 5xx, or none, is asked for again with the same callbackId and bytes', async () => {
    begin()
    replies = [json(500, {}), (response) => response.destroy(), json(503, {})]
    const enrolment = await settle()
    expect(enrolment.attempts.map((attempt) => attempt.status)).toEqual([500, 0, 503, 200])
    expect(new Set(arrived.map((request) => request.body)).size).toBe(1)
  })

  it('of 429 is asked for again after so many milliseconds as it says', async () => {
    begin({ firstDelay: 60_000 })
    replies = [json(429, {}, { 'retry-after': '5' })]
    expect(await settle()).toMatchObject({ state: 'succeeded', attempts: [{ status: 429 }, { status: 200 }] })
  })

  it('that comes too late counts as none', async () => {
    begin({ timeout: 30 })
    replies = [() => undefined]
    expect((await settle()).attempts.map((attempt) => attempt.status)).toEqual([0, 200])
  })

  it('of 5xx without end is given up', async () => {
    begin({ giveUpAfter: 20 })
    replies = Array.from({ length: 50 }, () => json(500, {}))
    expect(await settle()).toMatchObject({ state: 'failed', continued: false })
  })

  it('of FAIL_CONTINUE fails the action and lets the workflow go on', async () => {
    begin()
    replies = [json(200, { outputFields: { error_code: 'no_address', hs_execution_state: 'FAIL_CONTINUE' } })]
    expect(await settle()).toMatchObject({
      state: 'failed',
      continued: true,
      outputFields: { error_code: 'no_address' },
    })
  })
})

describe('a blocked execution', () => {
  const blocked = (duration?: string) =>
    json(200, {
      outputFields: { hs_execution_state: 'BLOCK', ...(duration ? { hs_expiration_duration: duration } : {}) },
    })
  const complete = (callbackId: string, body: unknown) =>
    test.call('POST', `/automation/actions/callbacks/2026-03/${callbackId}/complete`, body)

  it('waits until it is completed, once', async () => {
    begin()
    replies = [blocked('P1D')]
    const enrolment = send()
    await vi.waitFor(() => expect(enrolment.state).toBe('blocked'))
    const body = { outputFields: { status: 'delivered', hs_execution_state: 'SUCCESS' }, typedOutputs: {} }
    expect((await complete(enrolment.callbackId, { outputFields: body.outputFields })).status).toBe(400)
    expect((await complete(enrolment.callbackId, body)).status).toBe(204)
    expect(await workflow.settled(enrolment)).toMatchObject({
      state: 'succeeded',
      outputFields: { status: 'delivered' },
    })
    expect((await complete(enrolment.callbackId, body)).status).toBe(404)
  })

  it('goes on by itself when the time is over', async () => {
    begin()
    replies = [blocked('PT0S')]
    expect(await settle()).toMatchObject({ state: 'succeeded', continued: true })
  })

  it('waits a week unless it says otherwise', async () => {
    begin({ now: () => new Date('2026-11-21T10:00:00Z') })
    replies = [blocked()]
    const enrolment = send()
    await vi.waitFor(() => expect(enrolment.blockedUntil).toBe('2026-11-28T10:00:00.000Z'))
  })
})

describe('a restart', () => {
  it('goes on with what was under way, with the same bytes', async () => {
    begin({ firstDelay: 60_000 })
    replies = [json(503, {})]
    const enrolment = send()
    await vi.waitFor(() => expect(enrolment.attempts).toHaveLength(1))
    await workflow.close()
    begin({ history: JSON.parse(JSON.stringify(workflow.history())) })
    await vi.waitFor(() => expect(workflow.history()).toMatchObject([{ state: 'succeeded' }]))
    expect(arrived[1]?.body).toBe(arrived[0]?.body)
  })
})

describe('an enrolment is refused', () => {
  it.each([
    ['an input that the action does not have', { message: 'x', subject: 'x' }],
    ['a required input missing', { channel: 'sms' }],
    ['an option that is not offered', { message: 'x', channel: 'fax' }],
    ['a property where only fixed values go', { message: { propertyName: 'phone' } }],
  ])('for %s', (_, inputs) => {
    begin()
    expect(() => workflow.enrol(contactId, action, inputs)).toThrow()
    expect(workflow.history()).toEqual([])
  })

  it('for a contact that does not exist', () => {
    begin()
    expect(() => workflow.enrol('999', action, { message: 'x' })).toThrow('there is no contact 999')
  })

  it('in accounts below Professional', async () => {
    await test.hubspot.close()
    test = await startHubSpotUnderTest({ tier: 'starter' })
    const id = test.hubspot.seedContact(portalId, { firstname: 'Ada' })
    begin()
    expect(() => workflow.enrol(id, action, { message: 'x' })).toThrow('Professional')
  })

  it('when the address is not on this machine', async () => {
    begin({ deliverTo: {} })
    expect(() => send()).toThrow('is not mapped')
  })
})

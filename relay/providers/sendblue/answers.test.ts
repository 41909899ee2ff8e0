import { afterEach, beforeEach, expect, test } from 'vitest'
import { context } from '../../../test/providers/context.ts'
import { outgoing } from '../../../test/providers/outgoing.ts'
import { createSendblueApi, type SendblueApi } from '../../../workbench/sendblue-api/sendblue-api.ts'
import type { Line } from '../provider.ts'
import { send } from './send.ts'
import type { SendblueSettings } from './settings.ts'
import { tryLine } from './try-line.ts'

const address = '+14155550100'
let vendor: SendblueApi
let line: Line<SendblueSettings>

beforeEach(async () => {
  vendor = createSendblueApi({ keyId: 'an-id', secretKey: 'a-key', lines: [address] })
  line = {
    portalId: '62515',
    id: 'sales',
    label: 'Sales',
    channel: 'imessage',
    address,
    callbackUrl: 'https://relay.company.example/webhooks/62515/sales',
    settings: {
      url: await vendor.listen(),
      keyId: 'an-id',
      secretKey: 'a-key',
      webhookSecret: 'a-webhook-secret-of-ours',
    },
  }
})
afterEach(() => vendor.close())

test.each([
  [401, 'provider_key_refused', 'line'],
  [402, 'provider_unpaid', 'line'],
  [422, 'message_refused', 'message'],
])('an answer %s is for good: %s, the %s is to blame', async (status, code, blame) => {
  vendor.misbehave({ mode: 'answer', answer: { status, body: { message: 'No.' } } })
  await expect(send(outgoing(), line, context())).rejects.toMatchObject({ code, blame })
})

test.each([
  [200, { status: 'ERROR', error_code: 5003, error_message: 'Busy' }, 'provider_throttled'],
  [400, { error_code: 4001 }, 'provider_throttled'],
  [400, { error_code: 'SMS_LIMIT_REACHED' }, 'sms_limit_reached'],
])('an answer %s with %j is for later', async (status, fields, code) => {
  const body = { message_handle: 'H', is_outbound: true, status: 'ERROR', ...fields }
  vendor.misbehave({ mode: 'answer', answer: { status, body } })
  await expect(send(outgoing(), line, context())).rejects.toMatchObject({ name: 'Temporary', code })
})

test.each([
  [408, 'Request Timeout'],
  [409, 'Conflict'],
  [425, 'Too Early'],
  [499, 'Client Closed Request'],
  [403, '<html><body>Attention required</body></html>'],
  [200, { status: 'ERROR', error_code: 10002, message_handle: 'H' }],
])('an answer %s “%s” leaves doubt', async (status, body) => {
  vendor.misbehave({ mode: 'fail', after: true, answer: { status, body } })
  expect(await send(outgoing(), line, context())).toMatchObject({
    outcome: 'unknown',
    reason: expect.stringMatching(/\S/),
  })
  expect(vendor.messages()).toHaveLength(1)
})

test.each([
  ['OFFLINE', { name: 'Permanent', code: 'line_offline' }],
  ['UNKNOWN', { name: 'Temporary', code: 'line_state_unknown' }],
  ['TELEPORTED', { name: 'Temporary', code: 'line_state_unknown' }],
])('the test of a line takes the state “%s” for no good news', async (lineState, meant) => {
  const other = createSendblueApi({ keyId: 'an-id', secretKey: 'a-key', lines: [address], lineState })
  const at = { ...line, settings: { ...line.settings, url: await other.listen() } }
  await expect(tryLine(at, context())).rejects.toMatchObject(meant)
  await other.close()
})

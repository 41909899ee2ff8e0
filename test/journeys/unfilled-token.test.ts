import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWebhooks } from '../../workbench/hubspot/webhooks.ts'
import { until } from '../until.ts'
import { clientSecret, createWorld, portalId, type World } from '../world.ts'

const android = '+12025557501'

let world: World
beforeAll(async () => {
  world = await createWorld({
    config: {
      routing: {
        autoSend: { lineId: 'sms', message: 'Welcome, {{ contact.firstname }}!' },
        ladder: [
          { channel: 'imessage' },
          {
            channel: 'whatsapp',
            when: { notCapable: true },
            template: { name: 'hello', language: 'en', parameters: ['{{ contact.firstname }}', '{{ message }}'] },
          },
          { channel: 'sms', lineId: 'sms', when: { notCapable: true } },
        ],
      },
    },
    phones: { without: [`imessage/${android}`] },
    extraLines: [{ id: 'whatsapp', label: 'Support WhatsApp', channel: 'whatsapp', address: '+15550100004' }],
  })
})
afterAll(() => world.close())

test('a step of the ladder that holds a token is passed over, and the story says why', async () => {
  const contact = await world.contact({ mobilephone: android })
  const messageId = await world.accepted(contact, 'Hello', { line: 'imessage' })
  await until(() => expect(world.phones.phone(android).messages()).toMatchObject([{ channel: 'sms', body: 'Hello' }]))
  const story = await world.card('message-trace', { contact, messageId })
  expect(story.body.events.map(({ text }) => text).join('\n')).toContain('{{ contact.firstname }}')
})

test('nor does a message leave by such a step at once', async () => {
  const contact = await world.contact({ mobilephone: '+12025557502' })
  const answer = await world.card('send-message', {
    contact,
    idempotencyKey: 'with-a-token-in-its-template',
    lineId: 'whatsapp',
    body: 'Hello',
  })
  expect(answer).toMatchObject({ status: 422, problem: { code: 'unfilled_token' } })
  expect(answer.problem.detail).toContain('{{ contact.firstname }}')
})

test('a greeting with a token greets nobody, and the log names it', async () => {
  const contact = await world.contact({ mobilephone: '+12025557503' })
  const webhooks = createWebhooks({
    portalId: Number(portalId),
    clientSecret,
    targetUrl: `${world.url}/webhooks/hubspot`,
  })
  await webhooks.post([webhooks.event('object.creation', contact.id)])
  const told = () => world.logged.filter((line) => line.includes('a new contact was not written to'))
  await until(() => expect(told()).toHaveLength(1))
  expect(told()[0]).toContain('unfilled_token')
  expect(told()[0]).toContain('{{ contact.firstname }}')
  expect(world.phones.phone('+12025557503').messages()).toEqual([])
})

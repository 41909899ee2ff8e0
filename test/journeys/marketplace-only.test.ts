import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../../relay/command/run-command.ts'
import { createWebhooks } from '../../workbench/hubspot/webhooks.ts'
import { expectPage } from '../expect-page.ts'
import { createMarketplace, lineOf, type Marketplace } from '../marketplace.ts'
import { startRelayProcess, environmentOf } from '../relay-process.ts'
import { until } from '../until.ts'
import { clientSecret, type TestContact } from '../world.ts'

/** A relay without any account of its own: only those that install its app. */
const [north, south, never] = ['6101', '6102', '6103']
const numbers: Record<string, string> = { [north]: '+15550106101', [south]: '+15550106102' }
const operatorSecret = 'secret-of-whoever-runs-the-relay'

let world: Marketplace
let contact: TestContact
beforeAll(async () => {
  world = await createMarketplace(
    [north, south, never].map((portal) => ({ portalId: Number(portal) })),
    {
      config: { portal: null, operatorSecrets: [operatorSecret] },
      extraLines: [north, south].map((portal) => lineOf(portal, `sms-${portal}`, numbers[portal] ?? '')),
    },
  )
  for (const portal of [north, south]) {
    expectPage(await world.browser().install(portal), 200, /Homing is connected/)
  }
  contact = world.contactOf(north, { firstname: 'Ada', mobilephone: '+12025556101' })
})
afterAll(() => world.close())

const asked = { portalId: north, userId: '7', userEmail: 'robin@north.example', appId: '77' }
const shown = async () => (await world.byFetch('conversation', { contact }, asked)).body.messages
const typed = async (words: string, env: Record<string, string> = {}) => {
  const said: string[] = []
  const code = await runCommand(words.split(' '), { ...environmentOf(world.config), ...env }, (text) => said.push(text))
  return { code, said: said.join('\n') }
}

test('a message leaves, its reply comes home, and both are on the timeline', async () => {
  const sent = await world.byFetch(
    'send-message',
    { contact, idempotencyKey: 'only-marketplace-1', lineId: `sms-${north}`, body: 'Hello' },
    asked,
  )
  expect(sent.status).toBe(200)
  await until(() => expect(world.phones.phone('+12025556101').messages()).toHaveLength(1))
  world.phones.write({ from: '+12025556101', to: numbers[north] ?? '', body: 'Hi there', channel: 'sms' })
  await until(async () => expect((await shown()).map(({ body }) => body)).toEqual(['Hello', 'Hi there']))
  await until(() => expect(world.timelineOf(north, contact).join()).toMatch(/Hi there.*Hello|Hello.*Hi there/))
})

test('a workflow and webhooks of an account that installed it are believed, and of no other', async () => {
  const execution = (portal: string) => ({
    callbackId: `ap-${portal}-1-2-3-0`,
    origin: { portalId: Number(portal), actionDefinitionId: 1, actionDefinitionVersion: 1 },
    context: { source: 'WORKFLOWS', workflowId: 1 },
    object: { objectId: Number(contact.id), objectType: 'CONTACT', properties: contact.properties },
    inputFields: { message: 'From a workflow' },
  })
  expect((await world.workflowOf(execution(north))).status).toBe(200)
  await until(async () => expect((await shown()).map(({ body }) => body)).toContain('From a workflow'))
  expect((await world.workflowOf(execution(never))).status).toBe(404)

  const appSecret = world.config.oauth?.clientSecrets[0] ?? ''
  const sender = (portal: string, secret: string) =>
    createWebhooks({ portalId: Number(portal), clientSecret: secret, targetUrl: `${world.url}/webhooks/hubspot` })
  const post = async (portal: string, secret: string) => {
    const webhooks = sender(portal, secret)
    const [answer] = await webhooks.post([webhooks.event('object.deletion', '501')])
    return [answer?.status, answer?.status === 200 ? (JSON.parse(answer.text) as object) : null]
  }
  expect(await post(south, appSecret)).toEqual([200, { stored: 1, left: 0 }])
  expect(await post(never, appSecret)).toEqual([200, { stored: 0, left: 1 }])
  expect(await post(south, clientSecret)).toEqual([401, null])
})

test('nobody gets in by an app function, which there is none of', async () => {
  expect(await world.card('conversation', { contact })).toMatchObject({ status: 401 })
})

test('whoever runs it looks after the lines of each account by name, with a secret of their own', async () => {
  expect(await typed(`lines --account ${north}`)).toMatchObject({
    code: 0,
    said: expect.stringContaining(`sms-${north}`),
  })
  expect((await typed(`lines --account ${north}`)).said).not.toContain(`sms-${south}`)
  expect(await typed(`lines pause sms-${south} --account ${south} The SIM is lost.`)).toEqual({
    code: 0,
    said: `sms-${south} is paused: The SIM is lost.\nNothing waits on it. Let it go on with: npm run relay -- lines resume sms-${south} --account ${south}`,
  })
  expect(await typed(`lines resume sms-${south} --account ${south}`)).toMatchObject({ code: 0 })
  expect(await typed(`lines test sms-${south} --account ${north}`)).toMatchObject({ code: 1 })
  expect(await typed(`lines --account ${never}`)).toEqual({
    code: 1,
    said: `This relay does not serve the HubSpot account ${never}.`,
  })
  expect((await typed('lines')).said).toBe('Say which account: add --account and its id.')
  expect((await typed('lines --account me')).said).toContain('which is digits')
  const without = { HOMING_OPERATOR_SECRET: '' }
  expect((await typed(`lines --account ${north}`, without)).said).toContain('Set HOMING_OPERATOR_SECRET ')
  const wrong = { HOMING_OPERATOR_SECRET: 'the-secret-of-somebody-else' }
  expect((await typed(`lines --account ${north}`, wrong)).said).toContain('does not accept HOMING_OPERATOR_SECRET')
})

test('a connection is tested, ended and renewed there', async () => {
  expect((await world.operator('/admin/connection/test', { portalId: south })).body).toMatchObject({ ok: true })
  expect((await world.operator('/admin/uninstall', { portalId: south })).body).toMatchObject({ state: 'uninstalled' })
  expectPage(await world.browser().install(south), 200, /Homing is connected/)
})

test('the private account of before is put away, and can install the app', async () => {
  await world.database.query(
    `insert into portal (portal_id, edition, credential, state, workspace, installed_at, changed_at)
     values ($1, 'private', 'private_app', 'active', 'portal-6103', now(), now())`,
    [never],
  )
  await world.another()
  expect(await world.database.query('select state, state_reason from portal where portal_id = $1', [never])).toEqual([
    { state: 'uninstalled', state_reason: 'no longer in the configuration' },
  ])
  expectPage(await world.browser().install(never), 200, /is connected again to its workspace/)
})

test('it starts as a process of its own', async () => {
  const relay = startRelayProcess({ ...environmentOf(world.config), PORT: '0' })
  await relay.ready
  relay.kill('SIGTERM')
  expect(await relay.ended).toBe(0)
})

import type { LookupAddress } from 'node:dns'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LinesResponse, TestLinesResponse } from '../../contract/lines.ts'
import { doors } from '../bad-input/doors.ts'
import { signedAsk } from '../bad-input/signed-ask.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type World } from '../world.ts'

/** Where clouds tell a machine its own credentials. No test ever connects there: it is refused before. */
const innermost = '169.254.169.254'
const answers = new Map<string, string>()

let world: World
beforeAll(async () => {
  world = await createWorld({
    parts: {
      lookup: (host): Promise<LookupAddress[]> =>
        Promise.resolve([{ address: answers.get(host) ?? innermost, family: 4 }]),
    },
  })
  const { port } = new URL(world.phones.url)
  for (const line of world.config.lines) {
    if (line.id === 'sms') line.settings = { ...line.settings, url: `http://phones.company.example:${port}` }
  }
  await world.restart()
})
afterAll(() => world.close())

async function operator<Answer>(route: string, request: Record<string, unknown> = {}): Promise<Answer> {
  const [door] = doors[`POST /admin/lines${route}`] ?? []
  const answer = await signedAsk(world, door!, { portalId, ...request })
  expect(answer.status, answer.text).toBe(200)
  return JSON.parse(answer.text) as Answer
}

test('a line whose server’s name leads out of reach stops in words, tells no address, and sends once it leads home', async () => {
  const contact = await world.contact({ mobilephone: '+12025559901' })
  await world.accepted(contact, 'Hello')
  const report = async () => (await operator<LinesResponse>('')).lines.find(({ id }) => id === 'sms')
  await until(async () => expect((await report())?.state).toBe('paused'))
  const words =
    /“phones\.company\.example:\d+” is in a private network\. Whoever runs the relay can allow it with ALLOWED_HOSTS=/
  expect((await report())?.reason).toMatch(words)
  const [message] = await world.shown(contact)
  expect(message?.problem).toMatchObject({ code: 'address_refused', detail: expect.stringMatching(words) })
  const { tests } = await operator<TestLinesResponse>('/test', { lineId: 'sms' })
  expect(tests).toMatchObject([
    { result: 'failed', problem: { code: 'address_refused', detail: expect.stringMatching(words) } },
  ])
  expect(world.phones.phone('+12025559901').messages()).toEqual([])

  answers.set('phones.company.example', '127.0.0.1')
  expect(await operator<TestLinesResponse>('/test', { lineId: 'sms' })).toMatchObject({ tests: [{ result: 'ok' }] })
  await operator('/resume', { lineId: 'sms' })
  await until(() => expect(world.phones.phone('+12025559901').messages()).toHaveLength(1))

  const told = [
    ...world.logged.filter((line) => !line.includes('"level":20')),
    JSON.stringify(await world.shown(contact)),
    JSON.stringify([await operator('')]),
    world.timeline(contact).join(),
    JSON.stringify(await world.database.query('select * from message_event')),
  ]
  expect(told.filter((text) => text.includes(innermost))).toEqual([])
})

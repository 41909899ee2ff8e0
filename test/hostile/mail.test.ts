import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { email } from '../../relay/providers/email/index.ts'
import type { Provider } from '../../relay/providers/provider.ts'
import { allProviders } from '../../workbench/simulator/all-providers.ts'
import { createMailWorld, type MailWorld } from '../mail-world.ts'
import { until as soon } from '../until.ts'

/** The email provider, whose reader can be stopped by what some mails say. */
const apart = { module: new URL('./fixture/read.ts', import.meta.url).href, from: 0 }
const providers = new Map<string, Provider>([...allProviders, ['email', { ...(email as Provider), apart }]])
const readers = { most: 1, limits: { processor: 1_000, memory: 64 } }

/** Readers start and end here, which takes time on a busy machine. */
const until = (check: () => Promise<void>) => soon(check, 50_000)
vi.setConfig({ testTimeout: 120_000 })

let mails: MailWorld
beforeAll(async () => {
  mails = await createMailWorld({}, { providers, readers })
})
afterAll(() => mails.close())

const headers = (name: string, from = 'ada@example.com') => [
  `From: ${from}`,
  'To: replies@company.example',
  `Subject: ${name}`,
  `Message-ID: <${name.replaceAll(' ', '-')}@customer.example>`,
]
const bodies = async (contact: Parameters<MailWorld['world']['shown']>[0]) =>
  (await mails.world.shown(contact)).map(({ body }) => body)
const inbox = () =>
  mails.world.database.query<{ parked: string | null; bytes: number; tries: number; done: boolean }>(
    `select parked, octet_length(body)::int as bytes, tries, done_at is not null and not exists (select from inbox_fresh f where f.inbox_id = inbox.id) as done
     from inbox order by id`,
  )
const healthy = async () => (await fetch(`${mails.world.url}/healthz`)).status

test('five mails of half a megabyte of tags: the relay answers meanwhile, and the mail behind them is shown', async () => {
  const contact = await mails.world.contact({ firstname: 'Ada', email: 'ada@example.com' })
  for (let nth = 0; nth < 5; nth++) {
    const page = [...headers(`tags ${nth}`), 'Content-Type: text/html']
    await mails.arrive(page, '<i>'.repeat(170_000))
  }
  await mails.arrive(headers('behind'), 'I am behind them')
  await until(async () => {
    expect(await healthy()).toBe(200)
    expect(await bodies(contact)).toContain('I am behind them')
  })
})

test.each([
  ['never ends', /more than 1 s/],
  ['eats memory', /more than 64 MB/],
])('a mail that %s for its reader is parked as it came, those beside it are shown', async (what, reason) => {
  const contact = await mails.world.contact({ firstname: 'Jo', email: `${what.replace(' ', '.')}@example.com` })
  const from = contact.properties.email!
  await mails.arrive(headers(`before ${what}`, from), `Before what ${what}`)
  await mails.arrive(headers(what, from), `This one ${what}`)
  await mails.arrive(headers(`after ${what}`, from), `After what ${what}`)
  await until(async () => {
    expect(await healthy()).toBe(200)
    expect(await bodies(contact)).toEqual(expect.arrayContaining([`Before what ${what}`, `After what ${what}`]))
  })
  await until(async () => {
    const parked = (await inbox()).filter((row) => row.parked !== null && reason.test(row.parked))
    expect(parked).toHaveLength(1)
    expect(parked[0]!.bytes).toBeGreaterThan(100)
  })
})

test('a mail that ends its reader is tried again, and costs no other', async () => {
  const contact = await mails.world.contact({ firstname: 'Kim', email: 'kim@example.com' })
  await mails.arrive(headers('crash', 'kim@example.com'), 'This one crashes')
  await mails.arrive(headers('after the crash', 'kim@example.com'), 'After the crash')
  await until(async () => expect(await bodies(contact)).toContain('After the crash'))
  await until(async () => {
    const open = (await inbox()).filter(({ done, parked }) => !done && parked === null)
    expect(open.map(({ tries }) => tries > 0)).toEqual([true])
  })
})

test('a relay that ends while it reads goes on after its start', async () => {
  const contact = await mails.world.contact({ firstname: 'Lee', email: 'lee@example.com' })
  const parked = (await inbox()).filter((row) => row.parked !== null).length
  await mails.arrive(headers('again', 'lee@example.com'), 'This one never ends')
  await until(async () => expect((await inbox()).some(({ done, parked: why }) => !done && why === null)).toBe(true))
  await mails.world.restart()
  await mails.arrive(headers('after the start', 'lee@example.com'), 'After the start')
  await until(async () => expect(await bodies(contact)).toContain('After the start'))
  await until(async () => expect((await inbox()).filter((row) => row.parked !== null)).toHaveLength(parked + 1))
})

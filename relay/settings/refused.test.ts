import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSettingsDesk, type SettingsDesk } from '../../test/settings-desk.ts'
import { portalId } from '../../test/world.ts'

let desk: SettingsDesk
beforeAll(async () => {
  desk = await createSettingsDesk({ scopes: ['crm.objects.owners.read', 'crm.schemas.contacts.read'] })
  await desk.save({ lines: [desk.line('sms')], routing: { ladder: [{ channel: 'sms', lineId: 'sms' }] } })
})
afterAll(() => desk.world.close())

const members = (count: number, value: unknown): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [String(index + 1), value]))

/** What is wrong with these sections, as they would be saved now; nothing of it is stored. */
async function mistakesOf(sections: object, more: object = {}) {
  const before = await desk.world.database.query(
    'select (select count(*) from account_version) as versions, (select count(*) from account_secret) as secrets, (select count(*) from line) as lines',
  )
  const answer = await desk.say('/save', { version: await desk.version(), sections, ...more })
  expect(answer).toMatchObject({ status: 422, problem: { code: 'invalid_settings' } })
  const after = await desk.world.database.query(
    'select (select count(*) from account_version) as versions, (select count(*) from account_secret) as secrets, (select count(*) from line) as lines',
  )
  expect(after).toEqual(before)
  for (const { path, words } of answer.problem.mistakes ?? []) {
    expect(`${path} ${words}`).not.toMatch(/constant|schema|anyOf|additional prop|must match|must have/)
  }
  return answer.problem.mistakes ?? []
}

test('everything that is wrong is told at once, each with its place and what to write instead', async () => {
  const sms = desk.line('sms')
  const mistakes = await mistakesOf({
    lines: [
      sms,
      { ...sms, channel: 'fax' },
      { ...desk.line('carrier-pigeon'), provider: 'simulatr' },
      { ...desk.line('mail'), channel: 'email', settings: { url: 'nowhere', kye: 'x', webhookSecret: 'short' } },
      { id: 'a b', lable: 'Nothing' },
    ],
    routing: {
      ladder: [
        { channel: 'sms', lineId: 'gone', when: { notCapable: true } },
        { channel: 'whatsapp', lineId: 'sms' },
        { channel: 'sms', subject: '{{ contact.firstname }}', when: { failed: ['nobody'] } },
      ],
      owners: { '7': ['gone'] },
    },
    autoSend: { lineId: 'gone', message: 'Hello {{ contact.firstname }}', delayMinute: 5 },
    region: { country: 'XX', timeZone: '+01:00' },
    retention: { rawDays: 31, storyDays: 30 },
    timline: {},
  })
  expect(Object.fromEntries(mistakes.map(({ path, words }) => [path, words]))).toMatchObject({
    'lines.3.settings.webhookSecret': 'is shorter than 8',
    'lines.1.channel': 'must be one of imessage, sms, whatsapp, email',
    'lines.1.id': 'is also that of line 0: each needs its own',
    'lines.2.provider': expect.stringContaining('did you mean "simulator"?'),
    'lines.3.channel': expect.stringContaining('but simulator carries'),
    'lines.3.settings.key': 'is missing',
    'lines.3.settings.kye': 'is not known; did you mean "key"?',
    'lines.3.settings.url': expect.stringContaining('does not have the expected form'),
    'lines.4.id': 'does not have the expected form: letters, digits, _ and -; 64 at most',
    'lines.4.label': 'is missing',
    'lines.4.lable': 'is not known; did you mean "label"?',
    'routing.ladder.2.when.failed.0': expect.stringMatching(/^must be one of address, line, message/),
    'autoSend.delayMinute': expect.stringContaining('is not known'),
    'autoSend.lineId': expect.stringContaining('names the line "gone", which is not there'),
    'autoSend.message': expect.stringContaining('{{ contact.firstname }}'),
    'region.country': expect.stringContaining('is no country'),
    'region.timeZone': expect.stringContaining('IANA'),
    'retention.rawDays': 'must be at most 30: whoever runs the relay keeps nothing longer',
    'retention.storyDays': expect.stringContaining('must not be less than rawDays, 31'),
    timline: expect.stringContaining('did you mean "timeline"?'),
  })
  const ofForm = mistakes.filter(({ path }) => path.startsWith('lines.1.channel'))
  expect(ofForm).toHaveLength(1)
})

test('the routing is checked against the lines as they would be, in whichever section either is', async () => {
  expect(
    await mistakesOf({
      routing: {
        ladder: [
          { channel: 'sms', lineId: 'gone', when: { notCapable: true } },
          { channel: 'whatsapp', lineId: 'sms' },
          { channel: 'sms', template: { name: 'x', language: 'en', parameters: [] }, when: { failed: ['line'] } },
        ],
        owners: { '7': ['sms', 'gone'] },
      },
    }),
  ).toMatchObject([
    { path: 'routing.ladder.0.lineId', words: expect.stringContaining('there are sms') },
    { path: 'routing.ladder.0.when', words: expect.stringContaining('first step') },
    { path: 'routing.ladder.1.lineId', words: expect.stringContaining('carries sms and not whatsapp') },
    { path: 'routing.ladder.1.channel', words: expect.stringContaining('which no line carries') },
    { path: 'routing.ladder.1.when', words: expect.stringContaining('is missing') },
    { path: 'routing.ladder.2.template', words: expect.stringContaining('only WhatsApp') },
    { path: 'routing.owners.7.1', words: expect.stringContaining('"gone"') },
    { path: 'routing.owners.7', words: expect.stringContaining('HubSpot') },
  ])
  expect((await mistakesOf({ lines: [] })).map(({ path }) => path)).toEqual([
    'routing.ladder.0.lineId',
    'routing.ladder.0.channel',
  ])
})

test('whoever writes a label for a name, or words for a code, is told what belongs there', async () => {
  const said = await mistakesOf({
    routing: {
      addresses: { sms: ['Mobile Phone'] },
      ladder: [{ channel: 'whatsapp', template: { name: 'hello', language: 'English', parameters: [] } }],
      owners: { 'ann@one.example': ['sms'] },
    },
    autoSend: {
      message: 'Hello',
      match: { sources: ['Web form'], lists: ['VIPs'], properties: [{ name: 'Life stage', values: ['lead'] }] },
    },
  })
  expect(Object.fromEntries(said.map(({ path, words }) => [path, words]))).toMatchObject({
    'routing.addresses.sms.0': expect.stringMatching(/form: the internal name of a contact property.* mobilephone$/),
    'routing.ladder.0.template.language': expect.stringMatching(/form: a code .*such as en or en_US$/),
    'routing.owners.ann@one.example': expect.stringMatching(/HubSpot owner id/),
    'autoSend.match.sources.0': expect.stringMatching(/form: as HubSpot writes it.*FORM, IMPORT or CRM_UI$/),
    'autoSend.match.lists.0': 'does not have the expected form: a HubSpot id, as digits',
    'autoSend.match.properties.0.name': expect.stringMatching(/form: the internal name of a contact property/),
  })
})

test('a server in a private network is refused, unless whoever runs the relay allows it', async () => {
  const sms = desk.line('sms')
  const mistakes = await mistakesOf({ lines: [{ ...sms, settings: { ...sms.settings, url: 'http://10.0.0.7:8080' } }] })
  expect(mistakes).toEqual([
    { path: 'lines.0.settings.url', words: expect.stringContaining('ALLOWED_HOSTS=10.0.0.7:8080') },
  ])
})

test('a secret where none belongs is refused, and never told', async () => {
  const rotate = async (name: string) =>
    desk.say('/rotate', { version: await desk.version(), name, value: 'hunter2-hunter2' })
  for (const name of ['line/sms/label', 'line/sms/url', 'line/gone/key', 'key', 'line/sms/constructor']) {
    const answer = await rotate(name)
    expect(answer, name).toMatchObject({ status: 422, problem: { mistakes: [{ path: `secrets.${name}` }] } })
  }
  const sms = desk.line('sms')
  const settings = { ...sms.settings, password: 'hunter2-hunter2', key: { it: 'hunter2-hunter2' } }
  expect((await mistakesOf({ lines: [{ ...sms, settings }] })).map(({ path }) => path).toSorted()).toEqual([
    'lines.0.settings.key',
    'lines.0.settings.password',
  ])
  expect(desk.heard.join() + desk.world.logged.join()).not.toContain('hunter2')
})

test('what has not even its form is told, whatever stands in its place, and no name is overlooked', async () => {
  const sms = desk.line('sms')
  for (const wrong of [5, null, true, ['simulator'], {}]) {
    expect(await mistakesOf({ lines: [{ ...sms, provider: wrong }] })).toEqual([
      { path: 'lines.0.provider', words: 'must be a text' },
    ])
  }
  const settings = JSON.parse('{"__proto__":{"key":"hunter2-hunter2"},"constructor":"hunter2-hunter2"}') as object
  const named = JSON.parse(
    JSON.stringify(sms).replace('"settings":{', `"settings":{${JSON.stringify(settings).slice(1, -1)},`),
  )
  expect((await mistakesOf({ lines: [named] })).map(({ path }) => path).toSorted()).toEqual([
    'lines.0.settings.__proto__',
    'lines.0.settings.constructor',
  ])
})

test('what cannot be stored, is far too large or no JSON is refused before anything is done', async () => {
  expect(await mistakesOf({ lines: [desk.line('sms', { label: 'a\0b' })] })).toEqual([
    { path: 'lines.0.label', words: expect.stringContaining('character') },
  ])
  expect(await mistakesOf({ lines: Array.from({ length: 501 }, () => ({})) })).toEqual([
    { path: 'lines', words: 'is longer than 500' },
  ])
  const large = JSON.stringify({ portalId, version: 1, sections: { autoSend: { message: 'x'.repeat(10_000_000) } } })
  expect(await desk.sayRaw('/save', large, {})).toMatchObject({ status: 413, problem: { code: 'body_too_large' } })
  expect((await desk.sayRaw('/save', '{"portalId":', {})).status).toBe(400)
  const wrong = await desk.say('/save', { version: -1, sections: [], raeson: 'x' })
  expect(wrong.problem.mistakes).toMatchObject([
    { path: 'raeson', words: 'is not known; did you mean "reason"?' },
    { path: 'version' },
    { path: 'sections', words: 'must be an object' },
  ])
})

test.each<[string, string, string, () => object]>([
  [
    'equal items',
    'timeline.channels',
    'is longer than 500',
    () => ({ timeline: { channels: Array(100_000).fill('sms') } }),
  ],
  ['members', 'routing', 'holds more than', () => ({ routing: { owners: members(100_000, ['sms']) } })],
  [
    'settings of a line',
    'lines',
    'holds more than',
    () => ({ lines: [{ ...desk.line('sms'), settings: members(100_000, 1) }] }),
  ],
  ['sections', 'sections', 'are more than there are', () => members(100_000, 1)],
])('a hundred thousand %s are refused before they are looked at one by one', async (_what, path, words, sections) => {
  const begun = performance.now()
  expect(await mistakesOf(sections())).toEqual([{ path, words: expect.stringContaining(words) }])
  expect(performance.now() - begun).toBeLessThan(5_000)
})

test('of a thousand mistakes and more as many are told as anybody reads', async () => {
  const owners = members(2_000, ['gone'])
  expect(await mistakesOf({ routing: { owners } })).toHaveLength(1_000)
})

test('an account that nobody knows here has no settings', async () => {
  for (const path of ['', '/versions'] as const) {
    expect(await desk.say(path, { portalId: '777' })).toMatchObject({
      status: 404,
      problem: { code: 'unknown_portal' },
    })
  }
})

test.each([
  ['Berlin', 'did you mean "Europe/Berlin"?'],
  ['new york', 'did you mean "America/New_York"?'],
  ['Eastern', 'did you mean "Canada/Eastern" or "US/Eastern"?'],
  ['America/Vancuver', 'did you mean "America/Vancouver"?'],
  ['+01:00', 'such as America/New_York or Europe/Berlin'],
])('a zone that is none is refused with the one that was meant: %s', async (timeZone, words) => {
  expect(await mistakesOf({ region: { timeZone } })).toEqual([
    { path: 'region.timeZone', words: expect.stringContaining(words) },
  ])
})

test('a change that is right is not held up by what was wrong before', async () => {
  await desk.world.database.query(
    `update account_section set value = '{"timeZone":"Mars/Olympus"}' where section = 'region'`,
  )
  await desk.save({ region: { country: 'US' } })
  await desk.world.database.query(
    `update account_section set value = '{"timeZone":"Mars/Olympus"}' where section = 'region'`,
  )
  expect((await desk.save({ retention: { rawDays: 9 } })).changed).toEqual(['retention'])
})

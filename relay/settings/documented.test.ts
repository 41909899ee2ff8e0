import { afterAll, beforeAll, expect, test } from 'vitest'
import { Errors } from 'typebox/schema'
import { createSettingsDesk, type SettingsDesk } from '../../test/settings-desk.ts'

interface Operation {
  requestBody?: { content: Record<string, { schema: Place }> }
  responses: Record<string, { content: Record<string, { schema: Place }> }>
}
interface Place {
  properties?: Record<string, Place>
  $ref?: string
}

let desk: SettingsDesk
let text: string
let document: { paths: Record<string, { post?: Operation }>; components: { schemas: Record<string, object> } }
beforeAll(async () => {
  desk = await createSettingsDesk()
  text = await (await fetch(`${desk.world.url}/openapi.json`)).text()
  document = JSON.parse(text) as typeof document
})
afterAll(() => desk.world.close())

const posted = (path: string) => document.paths[path]?.post
const asked = (path: string) => posted(path)?.requestBody?.content['application/json']?.schema.properties
const told = (path: string) => posted(path)?.responses['200']?.content['application/json']?.schema.properties

/** The same without references: none of them leads round in a circle. */
function whole(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(whole)
  if (typeof part !== 'object' || part === null) return part
  const { $ref } = part as { $ref?: string }
  if ($ref === undefined) return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, whole(one)]))
  const name = $ref.replace('#/components/schemas/', '')
  if (!Object.hasOwn(document.components.schemas, name)) throw new Error(`there is no component ${name}`)
  return whole(document.components.schemas[name])
}

test('every reference of /openapi.json leads to something, and what all share stands there once', () => {
  expect(() => whole(document.paths)).not.toThrow()
  for (const said of ['What every contact is sent that is created in HubSpot', 'What the provider asks for']) {
    expect(text.split(said)).toHaveLength(2)
  }
  expect(text).not.toMatch(/"component"|"secret":true|"guards"/)
})

test.each(['/settings', '/admin/settings'])('what is saved and read at %s is shown with the sections', (at) => {
  const refers = { $ref: '#/components/schemas/settings', description: expect.any(String) as string }
  expect(asked(`${at}/save`)?.sections).toEqual(refers)
  expect(told(at)).toMatchObject({ sections: refers, ordinary: refers })
  expect(told(`${at}/version`)?.sections).toEqual(refers)
})

test('what is documented is what is taken, to the settings of a provider', async () => {
  const schema = whole(document.components.schemas['settings']) as Parameters<typeof Errors>[0]
  const fits = (sections: object) => Errors(schema, sections)[0]
  const line = desk.line('sms')
  const good = {
    lines: [line],
    routing: { ladder: [{ channel: 'sms', lineId: 'sms' }] },
    autoSend: { lineId: 'sms', message: 'Welcome' },
    access: { admins: { users: ['501'] } },
    region: null,
  }
  expect(fits(good)).toBe(true)
  expect((await desk.say('/save', { version: 0, sections: good, trial: true })).status).toBe(200)
  const { key: _key, ...settings } = line.settings
  expect(fits({ lines: [{ ...line, settings }] })).toBe(true)
  expect(fits({ lines: [{ ...line, settings: { ...line.settings, key: null } }] })).toBe(true)
  for (const wrong of [
    { lines: [{ ...line, settings: { ...line.settings, colour: 'blue' } }] },
    { lines: [{ ...line, provider: 'pigeon' }] },
    { lines: [{ ...line, channel: 'fax' }] },
    { pause: { percent: 101, least: 1, minutes: 1 } },
    { colour: {} },
  ]) {
    expect(fits(wrong), JSON.stringify(wrong)).toBe(false)
    expect(await desk.say('/save', { version: 0, sections: wrong, trial: true })).toMatchObject({ status: 422 })
  }
})

test('what does not fit is refused in our words, with all that is wrong in every section', async () => {
  const sections = { pause: { percent: 0, least: 5 }, region: { country: 'usa' }, colour: 1 }
  const { status, problem } = await desk.say('/save', { version: 0, sections })
  expect(status).toBe(422)
  expect(problem).toMatchObject({
    code: 'invalid_settings',
    mistakes: [
      { path: 'pause.minutes', words: 'is missing' },
      { path: 'pause.percent', words: 'must be at least 1' },
      { path: 'region.country', words: expect.stringContaining('two letters') },
      { path: 'colour', words: expect.stringContaining('is not known') },
    ],
  })
})

import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import type { Problem } from '../contract/problem.ts'
import type { SettingsChanged } from '../contract/settings/change.ts'
import type { LineSetting } from '../contract/settings/lines.ts'
import type {
  ReadSettingsResponse,
  SettingsVersionResponse,
  SettingsVersionsResponse,
  TestSettingsResponse,
} from '../contract/settings/settings-request.ts'
import { ask } from './ask.ts'
import { doors } from './bad-input/doors.ts'
import { signedAsk } from './bad-input/signed-ask.ts'
import { createWorld, portalId, type Answer, type World, type WorldOptions } from './world.ts'

interface Answers {
  '': ReadSettingsResponse
  '/save': SettingsChanged
  '/versions': SettingsVersionsResponse
  '/version': SettingsVersionResponse
  '/rollback': SettingsChanged
  '/rotate': SettingsChanged
  '/test': TestSettingsResponse
}

/** A relay with a master key, and whoever runs it at the doors of settings. */
export interface SettingsDesk {
  world: World
  key: KeyObject
  /** What was answered so far, as it came: nothing secret is ever in it. */
  heard: string[]
  say<Path extends keyof Answers>(path: Path, said?: object): Promise<Answer<Answers[Path]>>
  /** Saves on top of the newest version, as that was read just now. Throws where it is refused. */
  save(sections: object, more?: object): Promise<SettingsChanged>
  /** The newest version. */
  version(): Promise<number>
  /** With a header besides; the body as it is. */
  sayRaw(path: keyof Answers, body: string, headers: Record<string, string>): Promise<Answer<unknown>>
  /** A line on the world's phone network, as an admin writes it. */
  line(id: string, more?: Partial<LineSetting>): LineSetting
}

export async function createSettingsDesk(options: WorldOptions = {}): Promise<SettingsDesk> {
  const key = createSecretKey(randomBytes(32))
  const world = await createWorld({
    ...options,
    config: { lines: [], masterKeys: [key], allowedHosts: ['127.0.0.0/8'], ...options.config },
  })
  const heard: string[] = []
  const door = doors['POST /admin/lines']![0]!
  const answerOf = <Body>({ status, text }: { status: number; text: string }): Answer<Body> => {
    heard.push(text)
    const body = JSON.parse(text) as unknown
    return { status, body: body as Body, problem: body as Problem }
  }

  const desk: SettingsDesk = {
    ...{ world, key, heard },
    async say<Path extends keyof Answers>(path: Path, said: object = {}) {
      const target = `/admin/settings${path}`
      return answerOf<Answers[Path]>(await signedAsk(world, { ...door, target }, { portalId, ...said }, target))
    },
    async save(sections, more = {}) {
      const answer = await desk.say('/save', { version: await desk.version(), sections, ...more })
      if (answer.status !== 200) throw new Error(`not saved: ${JSON.stringify(answer.problem)}`)
      return answer.body
    },
    version: async () => (await desk.say('')).body.version,
    async sayRaw(path, text, headers) {
      const target = `/admin/settings${path}`
      const body = Buffer.from(text)
      const signed = door.sign(world, { method: 'POST', target, body, now: new Date() })
      const all = { 'content-type': 'application/json', ...signed, ...headers }
      return answerOf(await ask(world.url, { method: 'POST', target, headers: all, body }))
    },
    line: (id, more = {}) => ({
      id,
      label: `Line ${id}`,
      provider: 'simulator',
      channel: 'sms',
      address: '+15550100001',
      settings: { url: world.phones.url, key: `a-key-of-${id}`, webhookSecret: `a-webhook-secret-of-${id}` },
      ...more,
    }),
  }
  return desk
}

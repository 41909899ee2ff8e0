import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '../../relay/config/config.ts'
import type { Marketplace } from '../marketplace.ts'
import { environmentOf, startRelayProcess, type RelayProcess } from '../relay-process.ts'
import type { TestContact } from '../world.ts'
import { routing } from './landed-world.ts'

/** A world on which a relay of another version works, as a process that is started and killed again. */
export interface Scene {
  world: Marketplace
  start(pace?: Partial<Config['pace']>): Promise<void>
  /** As a power cut would. */
  kill(): Promise<void>
  /** A contact of the private account with the phone +1202556 and these four digits. */
  person(name: string, digits: number, more?: Record<string, string>): Promise<TestContact>
  /** The person writes to a line of the private account. */
  write(person: TestContact, body: string, line?: string): void
  /** What reached the person's phone is delivered. */
  deliver(person: TestContact): void
  sql<Row extends Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>
  /** Waits until this query finds a row. */
  until(text: string, values?: unknown[]): Promise<void>
  /** Accepts and waits until the message has this status. */
  sent(person: TestContact, body: string, status: string, line?: string): Promise<string>
}

export function createScene(world: Marketplace, checkout: string): Scene {
  let running: RelayProcess | undefined
  const lineAddress = (id: string) => world.config.lines.find((line) => line.id === id)?.address ?? ''
  const phoneOf = (person: TestContact) => person.properties.mobilephone ?? ''
  const scene: Scene = {
    world,
    async start(pace = {}) {
      Object.assign(world.config.pace, { jobExpire: undefined, ...pace })
      const env = {
        ...environmentOf(world.config),
        ROUTING: JSON.stringify(routing),
        HUBSPOT_JOURNAL_HOSTS: new URL(world.hubspot.url).host,
      }
      // Older ones know the workbench's phones themselves.
      const mains = ['workbench/relay-main.ts', 'relay/main.ts'].map((main) => path.join(checkout, main))
      running = startRelayProcess(env, [process.execPath, mains.find((main) => existsSync(main)) ?? ''])
      await running.ready
    },
    async kill() {
      running?.kill('SIGKILL')
      await running?.ended
    },
    person: (name, digits, more = {}) =>
      world.contact({
        firstname: name,
        mobilephone: `+1202556${String(digits).padStart(4, '0')}`,
        email: `${name.toLowerCase()}@example.com`,
        ...more,
      }),
    write: (person, body, line = 'sms') =>
      void world.phones.write({ from: phoneOf(person), to: lineAddress(line), body, channel: 'sms' }),
    deliver(person) {
      for (const { id, direction } of world.phones.phone(phoneOf(person)).messages()) {
        if (direction === 'to_phone') world.phones.deliver(id)
      }
    },
    sql: (text, values) => world.database.query(text, values),
    async until(text, values = []) {
      for (let look = 0; look < 1_200; look += 1) {
        if ((await world.database.query(text, values)).length > 0) return
        await wait(50)
      }
      throw new Error(
        `this did not come about: ${text} ${JSON.stringify(values)}\n${running?.lines.slice(-30).join('\n')}`,
      )
    },
    async sent(person, body, status, line = 'sms') {
      const id = await world.accepted(person, body, { line })
      await scene.until('select 1 from message where id = $1 and status = $2', [id, status])
      return id
    },
  }
  return scene
}

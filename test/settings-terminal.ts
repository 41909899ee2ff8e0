import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../relay/command/run-command.ts'
import { allProviders } from '../workbench/simulator/all-providers.ts'
import { createSettingsDesk, type SettingsDesk } from './settings-desk.ts'
import { functionSecret, portalId } from './world.ts'

/** Whoever types the commands of settings where the relay runs, with a folder for files. */
export interface SettingsTerminal {
  desk: SettingsDesk
  /** What a person sees who types this, and the exit code. `FOLDER/` is where the files of the test are. */
  typed(words: string, changes?: Record<string, string>): Promise<{ code: number; said: string }>
  /** A line on the world's phone network, as a file says it; its secrets stand in the environment. */
  line(id: string, label: string): string
  /** A file of settings with these lines, and what else it says; as it is typed. */
  write(name: string, lines: string[], more?: string): string
  /** Of a file of the test. */
  path(name: string): string
  close(): Promise<void>
}

export async function createSettingsTerminal(): Promise<SettingsTerminal> {
  const desk = await createSettingsDesk()
  const { world } = desk
  const folder = mkdtempSync(join(tmpdir(), 'homing-settings-'))
  const env: Record<string, string> = {
    HOST: '127.0.0.1',
    PORT: String(world.config.port),
    HUBSPOT_PORTAL_ID: portalId,
    HOMING_FUNCTION_SECRET: functionSecret,
    PHONE_KEY: 'phone-key',
    PHONE_WEBHOOK_SECRET: 'phone-webhook-secret',
  }
  const path = (name: string) => join(folder, name)

  return {
    ...{ desk, path },
    async typed(words, changes = {}) {
      const said: string[] = []
      const plain = words.split(' ').map((word) => word.replace('FOLDER', folder))
      const code = await runCommand(plain, { ...env, ...changes }, (text) => said.push(text), allProviders)
      return { code, said: said.join('\n').replaceAll(folder, 'FOLDER') }
    },
    line: (id, label) => `
  - id: ${id}
    label: ${label}
    provider: simulator
    channel: sms
    address: +15550100001
    settings:
      url: ${world.phones.url}
      key: { fromEnv: PHONE_KEY }
      webhookSecret: { fromEnv: PHONE_WEBHOOK_SECRET }`,
    write(name, lines, more = '') {
      writeFileSync(path(name), `lines:${lines.join('') || ' []'}\n${more}`)
      return `FOLDER/${name}`
    },
    async close() {
      await world.close()
      rmSync(folder, { recursive: true })
    },
  }
}

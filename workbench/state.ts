import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { HubSpotSnapshot } from './hubspot/hubspot.ts'
import type { MailSnapshot } from './mail/mail-store.ts'
import type { PhoneNetworkSnapshot } from './phone-network/phone-network.ts'

/** Everything outside the relay that survives a restart of the workbench. */
export interface WorkbenchState {
  hubspot: HubSpotSnapshot
  phones: PhoneNetworkSnapshot
  mail: MailSnapshot
  /** Made once: what signs and unlocks here. */
  secrets: Record<'client' | 'function' | 'operator' | 'token' | 'phoneKey' | 'phoneWebhook' | 'master', string>
  /** The relay's port, kept so that webhooks under way find it again. */
  relayPort: number
  /** That of the files to attach; a folder of an older workbench has none. */
  filesPort?: number
}

/** A file that is written whole or not at all. */
export interface StateFile {
  read(): Promise<WorkbenchState | null>
  write(state: WorkbenchState): Promise<void>
  forget(): Promise<void>
}

export function createStateFile(folder: string): StateFile {
  const file = path.join(folder, 'workbench.json')
  return {
    async read() {
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
      return text === null ? null : (JSON.parse(text) as WorkbenchState)
    },
    async write(state) {
      await mkdir(folder, { recursive: true })
      await writeFile(`${file}.next`, JSON.stringify(state), { mode: 0o600 })
      await rename(`${file}.next`, file)
    },
    forget: () => rm(file, { force: true }),
  }
}

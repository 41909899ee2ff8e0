import type { CheckContext, Sections } from '../account/sections/section-rules.ts'
import type { CheckNamed } from '../hubspot/check-named.ts'
import type { Provider } from '../providers/provider.ts'
import type { Reach } from '../reach/reach.ts'
import type { Database } from '../store/database.ts'
import type { Vault } from '../vault/vault.ts'

/** Files that say what accounts have configured: everything else is read-only then. */
export interface FilesAsTruth {
  /** Where an account's settings are to be changed. */
  fileOf(portalId: string): string
  /** Everything that is wrong with its file, in sentences. */
  mistakesIn(portalId: string): string[]
}

export interface SettingsNeeds {
  database: Database
  now: () => Date
  providers: ReadonlyMap<string, Provider>
  /** Null: no master key is configured, and no secret can be kept. */
  vault: Vault | null
  /** Days for which whoever runs the relay keeps anything. */
  retain: CheckContext['retain']
  /** Where an account's lines may connect to that may reach these hosts besides. */
  reachOf: (hosts: readonly string[]) => Reach
  /** Asks HubSpot whether what is named of it is there. */
  checkNamed: CheckNamed
  /** What the environment says of an account, which is in force as long as nothing is stored. */
  givenOf: (portalId: string) => Sections
  /** Absent or null: whoever may changes settings here. */
  files?: FilesAsTruth | null
}

import type { CountryCode } from 'libphonenumber-js'
import type { SectionValues } from '../../contract/settings/sections.ts'
import type { EarlierLine } from '../providers/earlier-lines.ts'
import type { LineOfProvider } from '../providers/lines.ts'

/** What an account has configured, as of one version. Nothing in it ever changes: a later version is another one. */
export interface Account {
  readonly portalId: string
  /** 0 where nothing is stored: then what whoever runs the relay gave it in the environment. */
  readonly version: number
  readonly lines: AccountLines
  readonly routing: SectionValues['routing']
  /** Null: off. */
  readonly autoSend: SectionValues['autoSend'] | null
  readonly pause: SectionValues['pause']
  readonly country: CountryCode
  /** By its IANA name, which there is; null where nobody has said one. */
  readonly timeZone: string | null
  /** Days, within what whoever runs the relay allows. */
  readonly retention: { raw: number; stories: number }
  readonly access: SectionValues['access']
}

/**
 * A line's newest secrets are in its settings; those before them are in `earlier`, for what comes in. Their time may be over by now: the
 * database knows.
 */
export interface AccountLine extends LineOfProvider {
  earlier: readonly EarlierLine[]
}

export interface AccountLines {
  list(): readonly AccountLine[]
  find(lineId: string): AccountLine | null
}

/** The configured accounts. */
export interface Accounts {
  /** As of a second ago at most, in every process, also one that hears nothing or was frozen. Reads the database only where it must. */
  of(portalId: string): Promise<Account>
  /** Just this version, or a newer one: for whoever has read in a transaction which one it is. */
  at(portalId: string, version: number): Promise<Account>
  /**
   * Whether this version is what `of` would give at this moment, as far as is known and without asking. For what is done by it at once: a process
   * may have stood still since it was read. False where it must be asked for.
   */
  holds(portalId: string, version: number): boolean
  /** Calls `hear` when something may have changed: only a hint. */
  onChange(hear: () => void): void
}

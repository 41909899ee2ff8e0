import type { SectionMistake, Sections } from '../account/sections/section-rules.ts'

/** What somebody wants to be different. */
export interface WantedSettings {
  /** By name; null: as if it had never been set. A name that is absent stays as it is. */
  sections: Readonly<Record<string, unknown>>
  /** Secrets by their names, besides those that stand in the settings of lines. */
  secrets?: Readonly<Record<string, unknown>>
}

/** What a save would do to an account as it stands. */
export interface PlannedSave {
  before: Sections
  whole: Sections
  /** Sections that are different, in their newest form. */
  sections: { section: string; form: number; value: unknown }[]
  /** Secrets with new values. */
  set: { name: string; value: string }[]
  /** Secrets that are not there any more. */
  removed: string[]
  /** Secrets of lines that are of another provider than before: no value that counted for that one counts for this. */
  ofOthers: string[]
  /** Names of the sections, and of the secrets as `changedSecret` reads them. */
  changed: string[]
  /** Everything that keeps it from being saved. */
  mistakes: SectionMistake[]
}

import type { SectionName, SectionValues } from '../../../contract/settings/sections.ts'
import type { PlaceMistake } from '../../policy/line-mistakes.ts'
import type { Provider } from '../../providers/provider.ts'

/** Sections that are set, each in its newest form. */
export type Sections = Partial<SectionValues>

/** What is wrong with what place of a section. */
export type SectionMistake = PlaceMistake

/** What a section is checked against. */
export interface CheckContext {
  /** All sections as they would stand. One that does not even have its form is absent. */
  whole: Sections
  /** As they stand. */
  before: Sections
  providers: ReadonlyMap<string, Provider>
  /** The newest secrets of a line as they would stand, by their places, whatever was given as one; null where they cannot be opened. */
  secretsOf: (lineId: string) => ReadonlyMap<string, unknown> | null
  /** Names of secrets that are another, or none any more. */
  touched: ReadonlySet<string>
  /** What was good enough to start with is so still: it is only kept in another place from now on. */
  wasInUse: boolean
  /** Days for which whoever runs the relay keeps anything. */
  retain: { raw: number; stories: number }
}

/** What a section is besides its schema, which is in `contract/settings/`. */
export interface SectionRules<Name extends SectionName> {
  /**
   * The way from older forms: the first makes the second form of the first, and so on. Its form is one more than there are steps. What
   * was stored is never changed for it.
   */
  older: readonly ((value: unknown) => unknown)[]
  /** What holds where it is not set; null: nothing of the kind. */
  ordinary: SectionValues[Name] | null
  /** Everything that is wrong with a value that has its form. */
  check: (value: SectionValues[Name], context: CheckContext) => SectionMistake[]
}

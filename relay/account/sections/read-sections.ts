import { sections, type SectionName } from '../../../contract/settings/sections.ts'
import { Temporary } from '../../errors.ts'
import { sectionRegistry } from './section-registry.ts'
import type { Sections } from './section-rules.ts'

export const sectionNames = Object.keys(sections) as SectionName[]

/** The number of a section's newest form. */
export function formOf(name: SectionName): number {
  return sectionRegistry[name].older.length + 1
}

/**
 * Stored sections in their newest form; what is not set is absent. Those of a name that this relay does not know are a newer one's, and
 * left alone. Throws `Temporary` `settings_newer` for a form that is newer than this relay, which would misread it.
 */
export function readSections(stored: readonly { section: string; form: number; value: unknown }[]): Sections {
  const read: Record<string, unknown> = {}
  for (const { section, form, value } of stored) {
    if (!isSection(section) || value === null) continue
    if (form > formOf(section)) {
      throw new Temporary(
        'settings_newer',
        `The settings "${section}" were saved by a newer relay. Run that version, or bring an older one back.`,
      )
    }
    read[section] = sectionRegistry[section].older.slice(form - 1).reduce<unknown>((older, next) => next(older), value)
  }
  return read
}

export function isSection(name: string): name is SectionName {
  return Object.hasOwn(sections, name)
}

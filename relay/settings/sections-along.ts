import { formOf, sectionNames } from '../account/sections/read-sections.ts'
import type { Sections } from '../account/sections/section-rules.ts'
import type { StoredAccount } from '../store/account/read-account.ts'

/**
 * What the environment says of an account besides its lines, as if it were stored: it is in force until the first version, and so part of
 * that.
 */
export function sectionsAlong({ lines: _lines, ...given }: Sections): StoredAccount['sections'] {
  return sectionNames.flatMap((section) => {
    const value = section === 'lines' ? undefined : given[section]
    return value === undefined ? [] : [{ section, version: 0, form: formOf(section), value }]
  })
}

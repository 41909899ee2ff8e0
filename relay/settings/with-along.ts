import type { StoredAccount } from '../store/account/read-account.ts'
import type { PlannedSave } from './planned-save.ts'

/** The same save, with sections that come along stored by it although it leaves them as they are. Where nothing is to be saved, nothing is. */
export function withAlong(planned: PlannedSave, along: StoredAccount['sections']): PlannedSave {
  const more = along.filter(({ section }) => !planned.changed.includes(section))
  if (planned.changed.length === 0 || more.length === 0) return planned
  return {
    ...planned,
    sections: [...planned.sections, ...more],
    changed: [...more.map(({ section }) => section), ...planned.changed],
  }
}

import type { SectionValues } from '../../contract/settings/sections.ts'
import type { AuditActor } from '../store/audit/audit.ts'

/** Whoever may look at an account's settings; the door has proved it. */
export interface SettingsCaller {
  portalId: string
  by: AuditActor
  /** Throws `Invalid` (403) with why, where whoever asks may not change them. */
  mayChange: () => Promise<void>
  /** Throws `Invalid` where nobody would be left who may change settings. Absent: who asks here always may. */
  mayLeave?: (access: SectionValues['access']) => Promise<void>
}

import type { PortalDb } from '../store/database.ts'
import { resumeHindered } from '../store/resume-hindered.ts'
import { releaseParked } from './release-parked.ts'

/** The account's credentials are good again: whatever they held up goes on at once, what was parked for it, too. The sweep finds it. */
export async function resumeAccount(tx: PortalDb): Promise<void> {
  await resumeHindered(tx, ['account'])
  await releaseParked(tx, { hindrance: 'account' })
}

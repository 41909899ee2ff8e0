import type { PortalReport } from '../../contract/connection.ts'
import type { KeptTest } from '../store/account/connection-tests.ts'
import type { Portal } from '../store/portal/portals.ts'

/** An account as whoever looks after it is told of it. */
export function portalReport(portal: Portal, known: { lines: number; test: KeptTest | undefined }): PortalReport {
  const { portalId, edition, credential, state, stateReason, workspace, hubDomain, installedAt } = portal
  const { lines, test } = known
  return {
    ...{ portalId, edition, credential, state, stateReason, workspace, hubDomain, lines },
    installedAt: installedAt.toISOString(),
    test: test ? { at: test.at.toISOString(), result: test.result, code: test.code, words: test.words } : null,
  }
}

import type { Logger } from 'pino'
import type { SettingsChanged } from '../../../contract/settings/change.ts'

/** Logs which lines of a file failed their test, or had none in time. What their vendors said of it is not for a log. */
export function logTests(log: Logger, portalId: string, tests: SettingsChanged['tests']): void {
  for (const { lineId, test } of tests) {
    if (test === null || test.result === 'not_reached') {
      log.warn(
        { portalId, lineId },
        'a line that a file has changed is not tested yet: "npm run relay -- settings" says what comes of it',
      )
    } else if (test.result === 'failed') {
      log.error(
        { portalId, lineId, code: test.problem?.code },
        'a line that a file has changed fails its test: "npm run relay -- settings" says why',
      )
    }
  }
}

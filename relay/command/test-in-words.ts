import type { ConnectionTestReport } from '../../contract/connection-test.ts'
import type { TellTime } from '../zone/time-in.ts'

/** What the newest test of a connection found; null where nothing need be said. */
export function testInWords(test: ConnectionTestReport | null, time: TellTime): string | null {
  if (test === null || test.result === 'no_test') return null
  const at = time(test.at)
  if (test.result === 'failed') return `its test at ${at} failed: ${test.words ?? test.code ?? ''}`
  return test.words && `its test at ${at} was well, but: ${test.words}`
}

import type { ConnectionTestReport } from '../../contract/connection-test.ts'

/** What the newest test of a connection found; null where nothing need be said. */
export function testInWords(test: ConnectionTestReport | null): string | null {
  if (test === null || test.result === 'no_test') return null
  const at = `${test.at.slice(0, 16).replace('T', ' ')} UTC`
  if (test.result === 'failed') return `its test at ${at} failed: ${test.words ?? test.code ?? ''}`
  return test.words && `its test at ${at} was well, but: ${test.words}`
}

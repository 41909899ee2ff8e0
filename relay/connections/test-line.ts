import type { Logger } from 'pino'
import type { TestLinesResponse } from '../../contract/lines.ts'
import { Permanent, Temporary } from '../errors.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import type { VendorFetch } from '../providers/vendor-fetch.ts'

export interface TestLineNeeds {
  fetch: VendorFetch
  now: () => Date
  log: Logger
}

const overtaken = 'The line was changed while it was tested. Test it as it is now.'

/**
 * Asks a line's provider whether credentials, address and webhooks are right. Sends nothing and changes nothing: what
 * is found is told, whatever it is, after at most `limit` milliseconds. Never throws.
 */
export async function testLine(
  { line, provider }: LineOfProvider,
  needs: TestLineNeeds,
  limit: number,
): Promise<TestLinesResponse['tests'][number]> {
  if (!provider.test) return { lineId: line.id, result: 'no_test', problem: null }
  const signal = AbortSignal.timeout(limit)
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Temporary('no_answer', '')))
  })
  try {
    const note = await Promise.race([provider.test(line, { fetch: needs.fetch, now: needs.now, signal }), late])
    return { lineId: line.id, result: 'ok', problem: null, ...(note ? { note } : {}) }
  } catch (error) {
    // Of the line as it is now that says nothing, and must not stand where its own test does.
    if (error instanceof Temporary && error.code === 'line_changed')
      return { lineId: line.id, result: 'not_reached', problem: null, note: overtaken }
    return { lineId: line.id, result: 'failed', problem: problemOf(error) }
  }

  function problemOf(error: unknown): { code: string; detail: string } {
    if (signal.aborted) {
      return { code: 'no_answer', detail: `${provider.name} did not answer within ${limit / 1_000} seconds.` }
    }
    if (error instanceof Permanent || error instanceof Temporary) return { code: error.code, detail: error.message }
    needs.log.error({ err: error, lineId: line.id }, 'the test of a line came to no end')
    return { code: 'test_broken', detail: 'The test came to no end; the log of the relay says why.' }
  }
}

import type { LineTest } from '../../contract/lines.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import { testLine, type TestLineNeeds } from './test-line.ts'

/** Lines that are tested at once, and tests that are kept together. */
const atOnce = 20

/** Tests of lines that are under way. */
export interface Testing {
  /** What is known by now, by line. */
  known: ReadonlyMap<string, LineTest>
  /** When all are tested and kept. Rejects where they could not be kept. */
  ended: Promise<unknown>
  /** No other line is asked, and what comes now counts no more; what is known is kept. */
  end(): Promise<void>
}

/** Asks the providers of these lines, some at once, and each for at most so many milliseconds (`silent`). */
export function testLines(
  carriers: readonly LineOfProvider[],
  needs: TestLineNeeds & { keep: (tests: readonly LineTest[]) => Promise<void> },
  silent: number,
): Testing {
  const known = new Map<string, LineTest>()
  const queue = [...carriers]
  let found: LineTest[] = []
  let keeping = Promise.resolve()
  let over = false

  /** One after another, so that whoever waits for the last has waited for all. */
  function keepFound(): Promise<void> {
    const tests = found
    found = []
    if (tests.length > 0) keeping = keeping.then(() => needs.keep(tests))
    return keeping
  }

  async function work(): Promise<void> {
    for (let one = queue.shift(); one; one = queue.shift()) {
      const test = await testLine(one, needs, silent)
      if (over) return
      known.set(test.lineId, test)
      found.push(test)
      if (found.length >= atOnce) await keepFound()
    }
  }

  return {
    known,
    ended: Promise.all(Array.from({ length: atOnce }, work)).then(keepFound),
    end() {
      over = true
      queue.length = 0
      return keepFound()
    },
  }
}

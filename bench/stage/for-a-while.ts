import type { Stage } from './perform.ts'

/** Works on a stage of its own: whatever is opened there is closed when the work ends, not only at the end of the run. */
export async function forAWhile<Result>(stage: Stage, work: (inner: Stage) => Promise<Result>): Promise<Result> {
  const closers: (() => unknown)[] = []
  const close = async () => {
    for (let one = closers.pop(); one; one = closers.pop()) await one()
  }
  // Whoever interrupts does not wait for the work to end by itself.
  stage.atEnd(close)
  try {
    return await work({ ...stage, atEnd: (closer) => void closers.push(closer) })
  } finally {
    await close()
  }
}

/** Thrown into what prints when nobody reads any more. */
class NobodyReads extends Error {
  override name = 'NobodyReads'
}

/**
 * Lets `work` print a line or more at a time to whoever reads the output. One who leaves before all is said (`… | head -1`)
 * ends the work, quietly, and the exit code is `whenLeft`: 0 only where what was read is good without the rest.
 */
export async function tellReader(
  work: (print: (text: string) => void) => Promise<number>,
  whenLeft: 0 | 1,
): Promise<number> {
  let reads = true
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    reads = false
  })
  try {
    return await work((text) => {
      if (!reads) throw new NobodyReads()
      process.stdout.write(`${text}\n`)
    })
  } catch (error) {
    if (error instanceof NobodyReads) return whenLeft
    throw error
  }
}

/** Thrown into what prints when nobody reads any more. */
class NobodyReads extends Error {
  override name = 'NobodyReads'
}

/**
 * Lets `work` print a line or more at a time to whoever reads the output. One who has seen enough (`… | head -1`) ends the
 * work, which is no fault: the exit code is 0 then.
 */
export async function tellReader(work: (print: (text: string) => void) => Promise<number>): Promise<number> {
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
    if (error instanceof NobodyReads) return 0
    throw error
  }
}

/** What a bench or a torture is given, and what it gives back. */
export interface Stage {
  args: string[]
  /** Progress, for a person; standard output is for the figures alone. */
  say(text: string): void
  /** Closed in reverse order when the run ends, however it ends. */
  atEnd(close: () => unknown): void
  /** Aborts when somebody interrupts. */
  signal: AbortSignal
}

/** Figures are printed as one JSON object; `passed` is false when they miss what was promised. */
export type Piece = (stage: Stage) => Promise<{ figures: Record<string, unknown>; passed: boolean }>

/**
 * Runs the piece that the command line names and prints its figures as the last line. Exits with 1 when it failed or
 * missed its promise, with 2 when there is no such piece.
 */
export async function perform(command: string, pieces: Record<string, () => Promise<Piece>>): Promise<never> {
  const [name = '', ...args] = process.argv.slice(2)
  const load = Object.hasOwn(pieces, name) ? pieces[name] : undefined
  if (!load) {
    process.stderr.write(
      `Usage: npm run ${command} -- <name>, where <name> is one of: ${Object.keys(pieces).join(', ')}\n`,
    )
    process.exit(2)
  }
  const closers: (() => unknown)[] = []
  const aborter = new AbortController()
  const interrupted = new Promise<never>((_resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        aborter.abort()
        reject(new Error(`interrupted by ${signal}`))
      })
    }
  })
  const begun = Date.now()
  const say = (text: string) => {
    process.stderr.write(`${((Date.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${text}\n`)
  }
  let code = 1
  let figures: Record<string, unknown> | null = null
  try {
    const piece = await load()
    const outcome = await Promise.race([
      piece({ args, say, atEnd: (close) => void closers.push(close), signal: aborter.signal }),
      interrupted,
    ])
    figures = outcome.figures
    code = outcome.passed ? 0 : 1
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  aborter.abort()
  for (const close of closers.reverse()) {
    try {
      await close()
    } catch (error) {
      say(`at the end: ${error instanceof Error ? error.message : String(error)}`)
      code = 1
    }
  }
  const last = figures ? `${JSON.stringify(figures)}\n` : ''
  await new Promise((resolve) => process.stdout.write(last, resolve))
  process.exit(code)
}

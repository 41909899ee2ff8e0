/**
 * What a failure says of the database, by PostgreSQL's code (its appendix A), the system's, or the client's words where there
 * is none: the one place that knows. Null where it says nothing of it: a bug, or rows that stand in each other's way.
 *
 * - `away`: it cannot be asked at all, or takes nothing
 * - `blocked`: others were in the way, or it took too long; the next to ask may wait as long
 * - `collided`: transactions met, and this one gave way; at once it may succeed
 * - `unstorable`: it will never take these values
 */
export function judgeFailure(error: unknown): 'away' | 'blocked' | 'collided' | 'unstorable' | null {
  if (!(error instanceof Error)) return null
  const { code = '', syscall } = error as NodeJS.ErrnoException
  if (isAway.code.test(code) || isAway.words.test(error.message)) return 'away'
  if (syscall === 'connect' && code === 'ENOENT') return 'away'
  if (/^(55|57|58)...$|^25P0[34]$/.test(code) || error.message.startsWith('Query read timeout')) return 'blocked'
  if (/^40...$/.test(code)) return 'collided'
  return /^(22|54)...$/.test(code) ? 'unstorable' : null
}

/** Connections, logins, resources, a stop, a server that only reads. */
const isAway = {
  code: /^(08|28|3D|53)...$|^57P0.$|^25006$|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/,
  words:
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/i,
}

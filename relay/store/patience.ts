/** Milliseconds that are waited for a database before what was asked counts as failed (decision 051). */
export interface Patience {
  /** For a connection, whether the pool is used up or the server does not answer. */
  connect: number
  /** For one statement and the locks it waits for. The server ends it. */
  statement: number
  /** For the next statement of a transaction, before the server takes its locks back. */
  idle: number
  /** For the network, after the server should have spoken: then the connection is given up. */
  silence: number
}

/**
 * A request's caller gives up after 15 to 30 s, a job's lease ends after 60 s, and no ordinary statement takes one second: what
 * takes fifteen waits for a lock, or for somebody who is no longer there.
 */
export const patience: Patience = { connect: 10_000, statement: 15_000, idle: 30_000, silence: 5_000 }

/** Of whoever reads or goes over everything an account has: an erasure, a command. Ten minutes a statement. */
export const longPatience: Patience = { ...patience, statement: 600_000 }

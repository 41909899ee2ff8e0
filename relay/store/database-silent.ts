/** The server was asked and says nothing: what was asked may or may not have been done, and the connection is given up. */
export class DatabaseSilent extends Error {
  readonly code = 'ETIMEDOUT'
}

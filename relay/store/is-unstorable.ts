/** The database will never take these values: PostgreSQL's class 22, data exception. */
export function isUnstorable(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^22...$/.test(error.code)
}

/**
 * How something ended, as a value: a rejection would also surface as an error of the page, because the wire throws
 * again on the side that was called.
 */
export type Outcome<Value> = { ok: true; value: Value } | { ok: false; message: string }

/** Turns a rejection into an outcome, before the wire. */
export async function settle<Value>(work: Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { ok: true, value: await work }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}

/** Turns the outcome back into a value or an `Error`, behind the wire. */
export async function unsettle<Value>(outcome: Promise<Outcome<Value>>): Promise<Value> {
  const ended = await outcome
  if (ended.ok) return ended.value
  throw new Error(ended.message)
}

/** What became of one posted execution. */
export interface Delivery {
  fate: 'done' | 'failed' | 'again'
  status: number
  problem: string | null
  outputFields: Record<string, string>
  /** Milliseconds, from a 429's `Retry-After`; HubSpot documents that unit for workflow actions alone. */
  retryAfter: number | null
}

function outputFieldsOf(text: string): Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || !('outputFields' in parsed)) return {}
    return Object.fromEntries(Object.entries(parsed.outputFields ?? {}).map(([name, value]) => [name, String(value)]))
  } catch {
    // A 2xx that is not JSON is still a 2xx: the action ran and hands nothing on.
    return {}
  }
}

/** Where a public address is reached from here. Throws rather than leave this machine. */
export function deliveryAddress(url: string, deliverTo: Readonly<Record<string, string>>): string {
  const { origin } = new URL(url)
  const address = (deliverTo[origin] ?? origin) + url.slice(origin.length)
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname)) {
    throw new Error(`${origin} is not mapped to an address of this machine`)
  }
  return address
}

/** Posts an execution. A redirect is not followed: it counts as a refusal. */
export async function postExecution(
  address: string,
  how: { body: string; headers: Readonly<Record<string, string>>; fetch: typeof fetch; signal: AbortSignal },
): Promise<Delivery> {
  try {
    const response = await how.fetch(address, {
      method: 'POST',
      headers: { ...how.headers, 'content-type': 'application/json' },
      body: how.body,
      redirect: 'manual',
      signal: how.signal,
    })
    const { status } = response
    const text = await response.text()
    const none = { status, outputFields: {}, retryAfter: null }
    if (response.ok) return { ...none, fate: 'done', problem: null, outputFields: outputFieldsOf(text) }
    const problem = text.slice(0, 500)
    if (status === 429) {
      const given = response.headers.get('retry-after')
      const retryAfter = given !== null && /^[0-9]{1,9}$/.test(given) ? Number(given) : null
      return { ...none, fate: 'again', problem, retryAfter }
    }
    return { ...none, fate: status >= 500 ? 'again' : 'failed', problem }
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    return { fate: 'again', status: 0, problem, outputFields: {}, retryAfter: null }
  }
}

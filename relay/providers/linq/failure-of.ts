import type { ProviderEvent } from '../provider.ts'
import { ownReference } from './own-reference.ts'
import { meaningOf } from './refusals.ts'
import type { Told } from './told.ts'

/** A message that did not get through, judged by the same table as an answer to a send. */
export function failureOf({ data, at }: Told): ProviderEvent {
  const inner = data.within('error')
  const providerId = data.text('message_id', 'id')
  const reference = ownReference(data.text('idempotency_key'))
  if (providerId === undefined && reference === undefined) {
    return { kind: 'ignored', reason: 'a failure that names no message' }
  }
  const said = data.text('reason') ?? inner.text('message')
  const { code, detail, blame, later } = meaningOf(data.number('code') ?? inner.number('code') ?? null, undefined, said)
  // Linq answers a repeat with the message that failed: under its key it never leaves again, so there is no "not now".
  const error = { code, detail, blame: later ? ('unknown' as const) : blame }
  return {
    kind: 'status',
    ...(providerId === undefined ? {} : { providerId }),
    ...(reference === undefined ? {} : { reference }),
    status: 'failed',
    at: data.date('failed_at', 'updated_at') ?? at,
    error,
  }
}

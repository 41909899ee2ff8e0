import type { ProviderEvent, StatusError } from '../provider.ts'
import { ownReference } from './own-reference.ts'
import { meaningOf } from './refusals.ts'
import type { Told } from './told.ts'

/** A message that did not get through, named by its id alone. */
export function failureOf(told: Told): ProviderEvent {
  const { data, at } = told
  const providerId = data.text('message_id', 'id')
  const reference = ownReference(data.text('idempotency_key'))
  if (providerId === undefined && reference === undefined) {
    return { kind: 'ignored', reason: 'a failure that names no message' }
  }
  const named = {
    ...(providerId === undefined ? {} : { providerId }),
    ...(reference === undefined ? {} : { reference }),
  }
  return {
    kind: 'status',
    ...named,
    status: 'failed',
    at: data.date('failed_at', 'updated_at') ?? at,
    error: errorOf(told),
  }
}

/** Why it did not, by the same table as an answer to a send. */
export function errorOf({ data }: Told): StatusError {
  const inner = data.within('error')
  const said = data.text('reason') ?? inner.text('message')
  const { code, detail, blame, later } = meaningOf(data.number('code') ?? inner.number('code') ?? null, undefined, said)
  return later ? { code, detail, blame: 'unknown', notNow: { after: null } } : { code, detail, blame }
}

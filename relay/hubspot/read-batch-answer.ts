import { Type } from 'typebox'
import type { RowError } from './judge-answer.ts'
import { keyProperty } from './engagement-batch.ts'

/** What can be used of the answer of HubSpot's batch routes; every other member can be absent, and odd. */
export const BatchAnswer = Type.Union([
  Type.Object({ results: Type.Array(Type.Unknown()) }),
  Type.Object({ errors: Type.Array(Type.Unknown()) }),
])

/** What HubSpot says of each row of a batch: results with a name are done, an error is believed for the rows it names. */
export interface ReadBatch {
  done: { key: string; id: string }[]
  errors: { keys: string[]; error: RowError }[]
}

/** Reads an answer of a batch route in whichever form it comes. A row's key is its trace id, or the id of what is changed. */
export function readBatchAnswer(
  { results, errors }: { results?: unknown; errors?: unknown },
  does: 'create' | 'update',
): ReadBatch {
  return {
    done: listOf(results).flatMap((result) => {
      const { id, objectWriteTraceId, properties } = membersOf(result)
      const [own] = textOf(id)
      const [key] = does === 'update' ? [own] : textOf(objectWriteTraceId ?? membersOf(properties)[keyProperty])
      return own === undefined || key === undefined ? [] : [{ key, id: own }]
    }),
    errors: listOf(errors).map((error) => ({ keys: keysIn(error), error: membersOf(error) })),
  }
}

/** Whatever an error may mean by what it is about: in itself, in its context, or in the errors within it. */
function keysIn(error: unknown): string[] {
  const own = membersOf(error)
  return [own, membersOf(own.context), ...listOf(own.errors).map((one) => membersOf(membersOf(one).context))].flatMap(
    ({ objectWriteTraceId, ids, id, objectIds, objectId }) =>
      [objectWriteTraceId, ids, id, objectIds, objectId].flat().flatMap(textOf),
  )
}

const listOf = (said: unknown): unknown[] => (Array.isArray(said) ? said : [])

const membersOf = (said: unknown): Record<string, unknown> =>
  typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {}

const textOf = (said: unknown): string[] => (typeof said === 'string' || typeof said === 'number' ? [String(said)] : [])

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { findRecord } from '../find-record.ts'
import type { Gate } from '../gate.ts'
import { readBody } from '../json-body.ts'
import { objectTypeNamed, type ObjectType } from '../object-types.ts'
import type { Portal } from '../portal.ts'
import type { StoredRecord } from '../records.ts'
import { invalid, Refusal } from '../refusal.ts'
import { viewRecord, type RecordView } from '../view.ts'
import { prepareCreate, prepareUpdate } from '../writes.ts'
import { GivenProperties, GivenRecord } from './object-routes.ts'

const mostInputs = 100

const Traced = Type.Object({ objectWriteTraceId: Type.Optional(Type.String({ minLength: 1 })) })
const CreateBatch = Type.Object({ inputs: Type.Array(Type.Intersect([GivenRecord, Traced])) })
const Id = Type.Union([Type.String(), Type.Integer()])
const UpdateBatch = Type.Object({
  inputs: Type.Array(
    Type.Intersect([
      Type.Object({ id: Id, idProperty: Type.Optional(Type.String()), properties: GivenProperties }),
      Traced,
    ]),
  ),
})
const ReadBatch = Type.Object({
  inputs: Type.Array(Type.Object({ id: Id })),
  properties: Type.Optional(Type.Array(Type.String())),
  idProperty: Type.Optional(Type.String()),
})
const ArchiveBatch = Type.Object({ inputs: Type.Array(Type.Object({ id: Id })) })

interface RowError {
  status: 'error'
  category: string
  message: string
  context: Record<string, string[]>
}

function count(inputs: readonly unknown[]): void {
  if (inputs.length === 0) throw invalid('inputs is empty')
  if (inputs.length > mostInputs)
    throw invalid(`inputs has ${inputs.length} entries, at most ${mostInputs} are allowed`)
}

/** Rows may fail one by one only if every one of them has a trace id of its own. */
function traced(inputs: readonly { objectWriteTraceId?: string }[]): boolean {
  const ids = new Set(inputs.map((input) => input.objectWriteTraceId))
  return !ids.has(undefined) && ids.size === inputs.length
}

/** The batch endpoints: 100 rows at a time, all or nothing unless the rows are traced. */
export function batchRoutes(server: FastifyInstance, gate: Gate): void {
  const path = '/crm/objects/:version/:objectType/batch'

  function ask(request: FastifyRequest, kind: 'read' | 'write') {
    const { objectType, version } = request.params as { objectType: string; version: string }
    const type = objectTypeNamed(objectType)
    const portal = gate.admit(request, type[kind](version))
    return { portal, type, version, startedAt: portal.now().toISOString() }
  }

  function answer(
    reply: FastifyReply,
    portal: Portal,
    done: { status: number; startedAt: string; results: RecordView[]; errors: RowError[] },
  ) {
    const { results, errors, startedAt } = done
    return reply.code(errors.length > 0 ? 207 : done.status).send({
      status: 'COMPLETE',
      results: portal.behaviour.batchOrder === 'reversed' ? results.toReversed() : results,
      ...(errors.length > 0 ? { numErrors: errors.length, errors } : {}),
      startedAt,
      completedAt: portal.now().toISOString(),
    })
  }

  /** Checks every row, then writes; one bad row loses all unless they are traced. */
  function write<Input extends { objectWriteTraceId?: string }>(
    type: ObjectType,
    inputs: readonly Input[],
    prepare: (input: Input) => () => StoredRecord,
  ): { results: RecordView[]; errors: RowError[] } {
    const each = traced(inputs)
    const ready: { trace: string | undefined; commit: () => StoredRecord }[] = []
    const errors: RowError[] = []
    for (const input of inputs) {
      const trace = input.objectWriteTraceId
      try {
        ready.push({ trace, commit: prepare(input) })
      } catch (error) {
        if (!each || trace === undefined || !(error instanceof Refusal)) throw error
        const context = { ...error.context, ...error.errors[0]?.context, objectWriteTraceId: [trace] }
        errors.push({ status: 'error', category: error.category, message: error.message, context })
      }
    }
    const results = ready.map(({ trace, commit }) => ({
      ...viewRecord(type, commit(), { written: true }),
      ...(trace === undefined ? {} : { objectWriteTraceId: trace }),
    }))
    return { results, errors }
  }

  server.post(`${path}/create`, async (request, reply) => {
    const { portal, type, version, startedAt } = ask(request, 'write')
    const { inputs } = readBody(request, CreateBatch)
    count(inputs)
    const taken = new Set<string>()
    const done = write(type, inputs, (input) => prepareCreate(portal, type, input, { version, taken }))
    return answer(reply, portal, { status: 201, startedAt, ...done })
  })

  server.post(`${path}/update`, async (request, reply) => {
    const { portal, type, startedAt } = ask(request, 'write')
    const { inputs } = readBody(request, UpdateBatch)
    count(inputs)
    const ids = new Set(inputs.map((input) => `${input.idProperty ?? ''} ${input.id}`))
    if (ids.size < inputs.length) throw invalid('Duplicate IDs found in batch input')
    const errors: RowError[] = []
    const found = inputs.flatMap((input) => {
      // Unlike a single update, a batch does not follow merges: an absorbed id is unknown here.
      const record =
        input.idProperty === undefined
          ? portal.records.exact(type, String(input.id))
          : findRecord(portal, type, String(input.id), input.idProperty)
      if (record !== undefined && record.archivedAt === null) return [{ ...input, record }]
      errors.push(unknownIds(type, [String(input.id)]))
      return []
    })
    const taken = new Set<string>()
    const done = write(type, found, (input) => prepareUpdate(portal, type, input.record, input.properties, taken))
    return answer(reply, portal, {
      status: 200,
      startedAt,
      results: done.results,
      errors: [...errors, ...done.errors],
    })
  })

  server.post(`${path}/read`, async (request, reply) => {
    const { portal, type, startedAt } = ask(request, 'read')
    const { inputs, properties: asked = [], idProperty } = readBody(request, ReadBatch)
    count(inputs)
    const missing: string[] = []
    const results: RecordView[] = []
    for (const { id } of inputs) {
      const record = findRecord(portal, type, String(id), idProperty)
      if (record === undefined || record.archivedAt !== null) missing.push(String(id))
      else results.push(viewRecord(type, record, { asked }))
    }
    const errors = missing.length === 0 ? [] : [unknownIds(type, missing)]
    return answer(reply, portal, { status: 200, startedAt, results, errors })
  })

  server.post(`${path}/archive`, async (request, reply) => {
    const { portal, type } = ask(request, 'write')
    const { inputs } = readBody(request, ArchiveBatch)
    count(inputs)
    for (const { id } of inputs) {
      const record = portal.records.get(type, String(id))
      if (record === undefined || record.archivedAt !== null) continue
      portal.records.archive(record)
      portal.changed('archived', type.id, record.id)
    }
    return reply.code(204).send()
  })
}

function unknownIds(type: ObjectType, ids: string[]): RowError {
  const message = `Could not get some ${type.singular.toUpperCase()} objects, they may be deleted or not exist.`
  return { status: 'error', category: 'OBJECT_NOT_FOUND', message, context: { ids } }
}

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { associationTypeIds } from '../associations.ts'
import type { Gate } from '../gate.ts'
import { readBody } from '../json-body.ts'
import { objectTypeNamed, type ObjectType } from '../object-types.ts'
import type { Portal } from '../portal.ts'
import type { StoredRecord } from '../records.ts'
import { invalid, notFound } from '../refusal.ts'

const Id = Type.Object({ id: Type.Union([Type.String(), Type.Integer()]) })
const ReadBatch = Type.Object({ inputs: Type.Array(Id, { minItems: 1 }) })
const Pair = Type.Object({ from: Id, to: Id })
const DefaultBatch = Type.Object({ inputs: Type.Array(Pair, { minItems: 1 }) })
const CreateBatch = Type.Object({
  inputs: Type.Array(
    Type.Object({
      from: Id,
      to: Id,
      types: Type.Array(Type.Object({ associationCategory: Type.String(), associationTypeId: Type.Integer() }), {
        minItems: 1,
      }),
    }),
    { minItems: 1 },
  ),
})

const mostRead = 1000
const mostWritten = 2000

function present(portal: Portal, type: ObjectType, id: string | number): StoredRecord {
  const record = portal.records.get(type, String(id))
  if (record === undefined || record.archivedAt !== null) throw notFound(`No ${type.singular} with ID ${id} exists`)
  return record
}

/** Ties made and read after the fact. */
export function associationRoutes(server: FastifyInstance, gate: Gate): void {
  function ask(request: FastifyRequest, kind: 'read' | 'write') {
    const params = request.params as { version: string; objectType: string; toType: string; id: string; toId: string }
    const from = objectTypeNamed(params.objectType)
    const to = objectTypeNamed(params.toType)
    gate.admit(request, to[kind](params.version))
    return { ...params, from, to, portal: gate.admit(request, from[kind](params.version)) }
  }

  function tie(portal: Portal, from: ObjectType, to: ObjectType, ids: { from: string; to: string }, typeId: number) {
    portal.associations.tie(from.id, ids.from, to.id, ids.to, typeId)
    portal.changed('associated', from.id, ids.from)
    return {
      from: { id: ids.from },
      to: { id: ids.to },
      associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: typeId },
    }
  }

  function usual(from: ObjectType, to: ObjectType): number {
    const [typeId] = associationTypeIds(from.id, to.id)
    if (typeId === undefined) throw invalid(`${from.plural} cannot be associated with ${to.plural}`)
    return typeId
  }

  const views = (portal: Portal, from: ObjectType, id: string, to: ObjectType) =>
    portal.associations.of(from.id, id, to.id).map(({ toId, typeIds }) => ({
      toObjectId: Number(toId),
      associationTypes: typeIds.map((typeId) => ({ category: 'HUBSPOT_DEFINED', typeId, label: null })),
    }))

  const complete = (portal: Portal, results: readonly unknown[]) => {
    const at = portal.now().toISOString()
    return { status: 'COMPLETE', results, startedAt: at, completedAt: at }
  }

  server.put('/crm/objects/:version/:objectType/:id/associations/default/:toType/:toId', async (request) => {
    const { portal, from, to, id, toId } = ask(request, 'write')
    const typeId = usual(from, to)
    const ids = { from: present(portal, from, id).id, to: present(portal, to, toId).id }
    return complete(portal, [tie(portal, from, to, ids, typeId)])
  })

  server.get('/crm/objects/:version/:objectType/:id/associations/:toType', async (request) => {
    const { portal, from, to, id } = ask(request, 'read')
    return { results: views(portal, from, present(portal, from, id).id, to) }
  })

  const batch = '/crm/associations/:version/:objectType/:toType/batch'

  server.post(`${batch}/read`, async (request, reply) => {
    const { portal, from, to } = ask(request, 'read')
    const { inputs } = readBody(request, ReadBatch)
    if (inputs.length > mostRead) throw invalid(`inputs has more than ${mostRead} entries`)
    const rows = inputs.map(({ id }) => ({ id: String(id), to: views(portal, from, String(id), to) }))
    const results = rows.filter((row) => row.to.length > 0).map((row) => ({ from: { id: row.id }, to: row.to }))
    const errors = rows
      .filter((row) => row.to.length === 0)
      .map((row) => ({
        status: 'error',
        category: 'OBJECT_NOT_FOUND',
        subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
        message: `No ${to.singular} is associated with ${from.singular} ${row.id}.`,
        context: { fromObjectId: [row.id], fromObjectType: [from.singular], toObjectType: [to.singular] },
      }))
    const answer = complete(portal, results)
    return reply
      .code(errors.length > 0 ? 207 : 200)
      .send(errors.length > 0 ? { ...answer, numErrors: errors.length, errors } : answer)
  })

  server.post(`${batch}/associate/default`, async (request) => {
    const { portal, from, to } = ask(request, 'write')
    const { inputs } = readBody(request, DefaultBatch)
    if (inputs.length > mostWritten) throw invalid(`inputs has more than ${mostWritten} entries`)
    const typeId = usual(from, to)
    const pairs = inputs.map((input) => ({
      from: present(portal, from, input.from.id).id,
      to: present(portal, to, input.to.id).id,
    }))
    return complete(
      portal,
      pairs.map((pair) => tie(portal, from, to, pair, typeId)),
    )
  })

  server.post(`${batch}/create`, async (request, reply) => {
    const { portal, from, to } = ask(request, 'write')
    const { inputs } = readBody(request, CreateBatch)
    if (inputs.length > mostWritten) throw invalid(`inputs has more than ${mostWritten} entries`)
    const allowed = associationTypeIds(from.id, to.id)
    const ties = inputs.flatMap((input) => {
      const pair = { from: present(portal, from, input.from.id).id, to: present(portal, to, input.to.id).id }
      return input.types.map(({ associationCategory, associationTypeId: typeId }) => {
        if (associationCategory !== 'HUBSPOT_DEFINED' || !allowed.includes(typeId)) {
          throw invalid(`association type ${typeId} is not valid from ${from.plural} to ${to.plural}`)
        }
        return { pair, typeId }
      })
    })
    const results = ties.map(({ pair, typeId }) => tie(portal, from, to, pair, typeId))
    return reply.code(201).send(complete(portal, results))
  })
}

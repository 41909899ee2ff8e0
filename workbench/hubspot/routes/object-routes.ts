import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Gate } from '../gate.ts'
import { readBody } from '../json-body.ts'
import { objectTypeNamed, type ObjectType } from '../object-types.ts'
import type { Portal } from '../portal.ts'
import { findRecord } from '../find-record.ts'
import type { StoredRecord } from '../records.ts'
import { invalid, notFound } from '../refusal.ts'
import { viewRecord } from '../view.ts'
import { prepareCreate, prepareUpdate } from '../writes.ts'

export const GivenProperties = Type.Record(Type.String(), Type.Unknown())

export const GivenRecord = Type.Object({
  properties: GivenProperties,
  associations: Type.Optional(
    Type.Array(
      Type.Object({
        to: Type.Object({ id: Type.Union([Type.String(), Type.Integer()]) }),
        types: Type.Array(Type.Object({ associationCategory: Type.String(), associationTypeId: Type.Integer() })),
      }),
    ),
  ),
})

interface Params {
  version: string
  objectType: string
  id: string
}

/** Query values may come once with commas or several times. */
function list(query: unknown, name: string): string[] {
  const given = (query as Record<string, string | string[] | undefined>)[name]
  return (given === undefined ? [] : [given].flat()).flatMap((part) => part.split(',')).filter((part) => part !== '')
}

const one = (query: unknown, name: string) => list(query, name)[0]

function associationsOf(portal: Portal, type: ObjectType, record: StoredRecord, names: readonly string[]) {
  if (names.length === 0) return {}
  const associations: Record<string, unknown> = {}
  for (const name of names) {
    const other = objectTypeNamed(name)
    const ties = portal.associations.of(type.id, record.id, other.id)
    if (ties.length === 0) continue
    associations[other.plural] = {
      results: ties.map(({ toId }) => ({ id: toId, type: `${type.singular}_to_${other.singular}` })),
    }
  }
  return Object.keys(associations).length === 0 ? {} : { associations }
}

/** One record at a time. */
export function objectRoutes(server: FastifyInstance, gate: Gate): void {
  const path = '/crm/objects/:version/:objectType'

  function ask(request: FastifyRequest, kind: 'read' | 'write') {
    const params = request.params as Params
    const type = objectTypeNamed(params.objectType)
    return { ...params, type, portal: gate.admit(request, type[kind](params.version)) }
  }

  server.post(path, async (request, reply) => {
    const { portal, type, version } = ask(request, 'write')
    const create = prepareCreate(portal, type, readBody(request, GivenRecord), { version, taken: new Set() })
    return reply.code(201).send(viewRecord(type, create(), { written: true }))
  })

  server.get(path, async (request) => {
    const { portal, type } = ask(request, 'read')
    const limit = Number(one(request.query, 'limit') ?? 10)
    if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw invalid('limit must be between 1 and 100')
    const after = one(request.query, 'after') ?? '0'
    if (!/^[0-9]{1,18}$/.test(after)) throw invalid('after is not a paging cursor')
    const archived = one(request.query, 'archived') === 'true'
    const asked = list(request.query, 'properties')
    const wanted = list(request.query, 'associations')
    const page: StoredRecord[] = []
    let next: string | undefined
    for (const record of portal.records.all(type)) {
      if ((record.archivedAt !== null) !== archived || Number(record.id) < Number(after)) continue
      if (page.length === limit) {
        next = record.id
        break
      }
      page.push(record)
    }
    return {
      results: page.map((record) => ({
        ...viewRecord(type, record, { asked }),
        ...associationsOf(portal, type, record, wanted),
      })),
      ...(next === undefined ? {} : { paging: { next: { after: next } } }),
    }
  })

  server.get(`${path}/:id`, async (request) => {
    const { portal, type, id } = ask(request, 'read')
    const record = findRecord(portal, type, id, one(request.query, 'idProperty'))
    const archived = one(request.query, 'archived') === 'true'
    if (record === undefined || (record.archivedAt !== null) !== archived) throw notFound()
    return {
      ...viewRecord(type, record, { asked: list(request.query, 'properties') }),
      ...associationsOf(portal, type, record, list(request.query, 'associations')),
    }
  })

  server.patch(`${path}/:id`, async (request) => {
    const { portal, type, id } = ask(request, 'write')
    const { properties } = readBody(request, Type.Object({ properties: GivenProperties }))
    const record = findRecord(portal, type, id, one(request.query, 'idProperty'))
    if (record === undefined || record.archivedAt !== null) throw notFound()
    return viewRecord(type, prepareUpdate(portal, type, record, properties, new Set())(), { written: true })
  })

  server.delete(`${path}/:id`, async (request, reply) => {
    const { portal, type, id } = ask(request, 'write')
    const record = portal.records.get(type, id)
    if (record === undefined) throw notFound()
    if (record.archivedAt === null) {
      portal.records.archive(record)
      portal.changed('archived', type.id, record.id)
    }
    return reply.code(204).send()
  })
}

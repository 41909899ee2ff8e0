import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Gate } from '../gate.ts'
import { readBody } from '../json-body.ts'
import { objectTypes } from '../object-types.ts'
import type { Portal } from '../portal.ts'
import { invalid, notFound } from '../refusal.ts'

const scopes = [['crm.lists.read']]
const mostInputs = 100

const BatchOfRecords = Type.Object({
  inputs: Type.Array(Type.Object({ objectTypeId: Type.String(), recordId: Type.String() })),
})

/** Lists ("segments") and who is in them, for reading. The account's own are made by `portal.lists`. */
export function listRoutes(server: FastifyInstance, gate: Gate): void {
  const path = '/crm/lists/:version'

  server.get(`${path}/:listId`, async (request) => {
    const portal = gate.admit(request, scopes)
    const { listId } = request.params as { listId: string }
    const list = portal.lists.get(listId)
    if (list === undefined) throw notFound(`List does not exist with ID ${listId}.`)
    return {
      list: {
        listId,
        listVersion: 1,
        name: list.name,
        objectTypeId: list.objectTypeId,
        processingStatus: 'COMPLETE',
        processingType: list.processingType,
      },
    }
  })

  server.get(`${path}/records/:objectTypeId/:recordId/memberships`, async (request) => {
    const portal = gate.admit(request, scopes)
    const { objectTypeId, recordId } = request.params as { objectTypeId: string; recordId: string }
    if (!exists(portal, objectTypeId, recordId)) throw notFound(`Record ${recordId} does not exist.`)
    const results = membershipsOf(portal, objectTypeId, recordId)
    return { total: results.length, results }
  })

  server.post(`${path}/records/memberships/batch/read`, async (request) => {
    const portal = gate.admit(request, scopes)
    const { inputs } = readBody(request, BatchOfRecords)
    if (inputs.length === 0 || inputs.length > mostInputs) throw invalid(`inputs must have 1 to ${mostInputs} entries`)
    const at = portal.now().toISOString()
    const known = inputs.filter(({ objectTypeId, recordId }) => exists(portal, objectTypeId, recordId))
    return {
      status: 'COMPLETE',
      results: known.map(({ objectTypeId, recordId }) => ({
        ...{ objectTypeId, recordId },
        recordListMemberships: membershipsOf(portal, objectTypeId, recordId),
      })),
      startedAt: at,
      completedAt: at,
    }
  })
}

function exists(portal: Portal, objectTypeId: string, recordId: string): boolean {
  const type = objectTypes.find(({ id }) => id === objectTypeId)
  const record = type && portal.records.exact(type, recordId)
  return record !== undefined && record.archivedAt === null
}

function membershipsOf(portal: Portal, objectTypeId: string, recordId: string) {
  const at = portal.now().toISOString()
  return [...portal.lists].flatMap(([listId, list]) =>
    list.objectTypeId === objectTypeId && list.members.has(recordId)
      ? [{ listId, listVersion: 1, isPublicList: false, firstAddedTimestamp: at, lastAddedTimestamp: at }]
      : [],
  )
}

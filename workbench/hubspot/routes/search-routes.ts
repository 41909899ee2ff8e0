import type { FastifyInstance } from 'fastify'
import type { Gate } from '../gate.ts'
import { bodyLength, readBody } from '../json-body.ts'
import { objectTypeNamed } from '../object-types.ts'
import { search, SearchRequest } from '../search.ts'

export function searchRoutes(server: FastifyInstance, gate: Gate): void {
  server.post('/crm/objects/:version/:objectType/search', async (request) => {
    const { objectType, version } = request.params as { objectType: string; version: string }
    const type = objectTypeNamed(objectType)
    const portal = gate.admit(request, type.read(version))
    return search(portal, type, readBody(request, SearchRequest), bodyLength(request))
  })
}

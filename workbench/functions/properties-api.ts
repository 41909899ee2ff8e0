import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Reads a record's properties for `propertiesToSend`; null when there is no such record. */
export type ReadProperties = (
  objectId: string,
  names: readonly string[],
) => Promise<Record<string, string | null> | null> | Record<string, string | null> | null

/**
 * The one call that HubSpot's local runtime makes to HubSpot's API before it runs a function
 * (`GET /crm/v3/objects/{type}/{id}?properties=…`), answered from a callback. Loopback, behind a token.
 */
export async function propertiesApi(
  token: string,
  read: ReadProperties,
): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    const url = new URL(request.url ?? '/', 'http://localhost')
    const objectId = /^\/crm\/v3\/objects\/[^/]+\/([^/]+)$/.exec(url.pathname)?.[1]
    if (request.headers.authorization !== `Bearer ${token}`) return answer(401, refusal('no such token'))
    if (request.method !== 'GET' || objectId === undefined) return answer(404, refusal('no such call'))
    try {
      const properties = await read(decodeURIComponent(objectId), url.searchParams.getAll('properties'))
      if (properties === null) return answer(404, refusal('no such record'))
      const now = new Date().toISOString()
      answer(200, { id: objectId, properties, createdAt: now, updatedAt: now, archived: false })
    } catch (error) {
      answer(500, refusal(error instanceof Error ? error.message : String(error)))
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function refusal(message: string): object {
  return { status: 'error', message, category: 'OBJECT_NOT_FOUND', correlationId: 'workbench' }
}

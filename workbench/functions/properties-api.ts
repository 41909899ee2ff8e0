import { createServer, type IncomingMessage } from 'node:http'
import { listenOnLoopback } from '../listen-on-loopback.ts'

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
  const answer = async (request: IncomingMessage): Promise<[status: number, body: object]> => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const objectId = /^\/crm\/v3\/objects\/[^/]+\/([^/]+)$/.exec(url.pathname)?.[1]
    if (request.headers.authorization !== `Bearer ${token}`) return [401, refusal('no such token')]
    if (request.method !== 'GET' || objectId === undefined) return [404, refusal('no such call')]
    const properties = await read(decodeURIComponent(objectId), url.searchParams.getAll('properties'))
    if (properties === null) return [404, refusal('no such record')]
    const now = new Date().toISOString()
    return [200, { id: objectId, properties, createdAt: now, updatedAt: now, archived: false }]
  }
  const server = createServer((request, response) => {
    const write = ([status, body]: [number, object]) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    answer(request).then(write, (error: unknown) => write([500, refusal(String(error))]))
  })
  const { url: origin, close } = await listenOnLoopback(server)
  return { origin, close }
}

function refusal(message: string): object {
  return { status: 'error', message, category: 'OBJECT_NOT_FOUND', correlationId: 'workbench' }
}

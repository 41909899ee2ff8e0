import type { DocumentedRoute, Schema } from './attempts.ts'

/** Every route that the relay at this address documents. */
export async function readRoutes(url: string): Promise<DocumentedRoute[]> {
  type Operation = { requestBody?: { content: Record<string, { schema: Schema }> } }
  const response = await fetch(`${url}/openapi.json`)
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, Operation>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      body: Object.values(requestBody?.content ?? {})[0]?.schema ?? null,
    })),
  )
}

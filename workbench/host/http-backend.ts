import type { Backend } from './backend.ts'
import type { ExtensionContext } from './extension-api.ts'
import type { PlainResponse } from './host-api.ts'

interface FunctionAnswer {
  response?: unknown
  message?: string
  errors?: { message?: string }[]
}

interface ProxyAnswer {
  status?: 'success' | 'error'
  message?: string
  responseBody?: unknown
  context?: { appServerStatusCode?: string[] }
}

/**
 * Sends calls to the two endpoints that HubSpot's record page uses; its local dev server answers the same paths.
 * `base` is the origin, or empty for the page's own.
 */
export function httpBackend({
  base = '',
  context,
  portalId,
  fetch = globalThis.fetch.bind(globalThis),
}: {
  base?: string
  context: ExtensionContext
  portalId: number
  fetch?: typeof globalThis.fetch
}): Backend {
  const root = `${base}/api/crm-extensibility/execution/internal/v3`
  const appId = Number(context.extension?.appId)
  const post = (path: string, body: object, signal?: AbortSignal) =>
    fetch(`${root}${path}?portalId=${portalId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    })
  return {
    async serverless(name, { parameters, propertiesToSend = [], payload } = {}) {
      const { objectId, objectTypeId } = context.crm
      const answer = await post(`/action/function/${appId}`, {
        appId,
        extensibleCardId: 0,
        serverlessFunction: name,
        location: context.location,
        objectQuery: { objectId, objectTypeId, objectPropertyNames: propertiesToSend },
        objectId,
        objectTypeId,
        parameters,
        ...(payload !== undefined && { event: { type: 'SERVERLESS_ACTION_HOOK', payload } }),
      })
      const body = (await readJson(answer)) as FunctionAnswer
      if (answer.ok) return body.response
      throw new Error(body.errors?.[0]?.message ?? body.message ?? `The function ${name} answered ${answer.status}`)
    },

    async fetch(url, { method = 'GET', body, headers, timeout = 15_000 }): Promise<PlainResponse> {
      const answer = await post('/proxy', {
        requestUri: url,
        method,
        requestTimeoutMillis: timeout,
        requestBody: body,
        requestHeaders: headers ?? {},
      })
      const told = (await readJson(answer)) as ProxyAnswer
      const status = Number(told.context?.appServerStatusCode?.[0] ?? answer.status)
      const content = told.responseBody ?? (told.status === 'error' ? { message: told.message } : null)
      return {
        status,
        headers: { 'content-type': typeof content === 'string' ? 'text/plain' : 'application/json' },
        body: typeof content === 'string' ? content : JSON.stringify(content),
      }
    },
  }
}

async function readJson(answer: Response): Promise<unknown> {
  try {
    return await answer.json()
  } catch (error) {
    throw new Error(`HubSpot's page got no JSON (${answer.status})`, { cause: error })
  }
}

import * as RemoteUI from '@remote-ui/react'
import { release, retain } from '@remote-ui/rpc'
import * as React from 'react'
import { ExtensionApiContext } from './extension-api-context.ts'
import type { RenderExtension } from './extension-api.ts'
import type { CrmProperties, FetchOptions, HookAnswer, HostApi, LogLevel, ServerlessOptions } from './host-api.ts'
import { unsettle } from './outcome.ts'

/**
 * The globals that `@hubspot/ui-extensions` and every extension bundle read from `self`. Names and shapes are the
 * SDK's (`shared.synced/types/worker-globals`); `host` is asked at each call because it may change between renders.
 */
export function sandboxGlobals(host: () => HostApi, extend: (render: RenderExtension) => void) {
  const useApi = () => {
    const api = React.useContext(ExtensionApiContext)
    if (!api) throw new Error('The extension hooks work only below the element given to hubspot.extend')
    return api
  }
  const log = (level: LogLevel) => (data: string | number) => host().log(level, data)
  return {
    React,
    RemoteUI,
    __HUBSPOT_EXTENSION_WORKER__: true,
    extend_V2: extend,
    serverless: (name: string, options?: ServerlessOptions) => unsettle(host().serverless(name, options)),
    hsFetch: (url: string | URL, options: FetchOptions & { headers?: Headers | Record<string, string> } = {}) =>
      fetchThroughHost(host(), String(url), options),
    logger: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    hsWorkerAPI: {
      useExtensionApi: useApi,
      useExtensionContext: () => useApi().context,
      useExtensionActions: () => useApi().actions,
      useAppPageLocation: () => ({ path: '/', params: {} }),
      fetchCrmProperties: async (names: string[], onUpdate: (properties: CrmProperties) => void) =>
        hookResponse(await host().crmProperties(names, onUpdate)),
      fetchAssociations: async (request: unknown) => hookResponse(await host().associations(request)),
      fetchCrmSearch: async (request: unknown) => hookResponse(await host().crmSearch(request)),
      formatCrmProperties: async (request: { propertiesList: CrmProperties[] }) => ({
        json: async () => request.propertiesList,
      }),
      fetchHubSpotApi: async () => {
        throw new Error('fetchHubSpotApi is not available here')
      },
    },
  }
}

async function fetchThroughHost(
  host: HostApi,
  url: string,
  { headers, ...options }: FetchOptions & { headers?: Headers | Record<string, string> },
): Promise<Response> {
  const plain = headers && { headers: Object.fromEntries(new Headers(headers)) }
  const { status, body, headers: answered } = await unsettle(host.fetch(url, { ...options, ...plain }))
  return new Response([204, 205, 304].includes(status) ? null : body, { status, headers: answered })
}

/** The hooks read `json()` of a response; a real `Response` could not carry the `cleanup` function. */
function hookResponse({ cleanup, ...answer }: HookAnswer) {
  if (cleanup) retain(cleanup)
  const end = cleanup && (() => void Promise.resolve(cleanup()).finally(() => release(cleanup)))
  return { json: async () => (end ? { ...answer, cleanup: end } : answer) }
}

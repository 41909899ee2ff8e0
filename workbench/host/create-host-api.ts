import { release, retain } from '@remote-ui/rpc'
import type { Backend } from './backend.ts'
import { callExtension } from './call-extension.ts'
import type { CrmRecord } from './crm-record.ts'
import type { CrmProperties, HostApi } from './host-api.ts'
import { settle } from './outcome.ts'
import type { Stage } from './stage.ts'

/**
 * Answers everything a running extension asks, from the record, the stage and the backend. After `ended` nothing is
 * told to it any more.
 */
export function createHostApi({
  backend,
  record,
  stage,
  ended,
  reload = () => location.reload(),
}: {
  backend: Backend
  record: CrmRecord
  stage: Stage
  ended?: AbortSignal
  reload?: () => void
}): HostApi {
  const watch = (names: string[] | '*', onUpdate: (properties: Record<string, string>) => unknown) => {
    retain(onUpdate)
    let seen = JSON.stringify(pick(record.properties(), names))
    const stop = record.onChange(() => {
      const picked = pick(record.properties(), names)
      if (JSON.stringify(picked) === seen) return
      seen = JSON.stringify(picked)
      // The SDK's type says string; an empty property is null on the wire, as the data hooks' type says.
      callExtension(onUpdate, picked as Record<string, string>)
    })
    ended?.addEventListener('abort', stop)
    return () => {
      ended?.removeEventListener('abort', stop)
      stop()
      release(onUpdate)
    }
  }
  return {
    actions: {
      addAlert: stage.addAlert,
      reloadPage: reload,
      fetchCrmObjectProperties: async (names) => pick(record.properties(), names) as Record<string, string>,
      refreshObjectProperties: record.refresh,
      onCrmPropertiesUpdate: (names, callback) => void watch(names, callback),
      openIframeModal: ({ uri, width, height, title }, onClose) => {
        if (onClose) retain(onClose)
        const close = () => {
          stage.showIframe(null)
          callExtension(onClose)
        }
        stage.showIframe({ uri, width, height, ...(title === undefined ? {} : { title }), onClose: close })
      },
      closeOverlay: stage.closeOverlay,
      navigateToPage: ({ to }) => stage.addAlert({ type: 'info', message: `This would open the app page ${to}.` }),
    },
    serverless: (name, options) => settle(backend.serverless(name, options)),
    fetch: (url, options) => settle(backend.fetch(url, options)),
    copyText: (text) => settle(navigator.clipboard.writeText(text)),
    log: (level, data) => console[level](`[extension] ${data}`),
    crmProperties: async (names, onUpdate) => ({
      data: pick(record.properties(), names),
      cleanup: watch(names, onUpdate),
    }),
    associations: async (request) => ({
      data: (await record.associations?.(request)) ?? { results: [], hasMore: false, nextOffset: 0 },
    }),
    crmSearch: async (request) => ({
      data: (await record.search?.(request)) ?? { results: [], total: 0, hasMore: false },
    }),
    crashed: stage.crash,
  }
}

function pick(properties: CrmProperties, names: string[] | '*'): CrmProperties {
  if (names === '*') return { ...properties }
  return Object.fromEntries(names.map((name) => [name, properties[name] ?? null]))
}

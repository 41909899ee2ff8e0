import { createRemoteReceiver } from '@remote-ui/react/host'
import { isValidElement, type ReactElement } from 'react'
import { createRoot } from 'react-dom/client'
import { observedBackend, type Backend, type BackendCall } from './backend.ts'
import { createHostApi } from './create-host-api.ts'
import { createCrmRecord } from './crm-record.ts'
import type { ExtensionActions, ExtensionContext, RenderExtension } from './extension-api.ts'
import type { CrmProperties, HostApi, ServerlessOptions } from './host-api.ts'
import { mountExtension } from './mount-extension.tsx'
import { sandboxGlobals } from './sandbox-globals.ts'
import { StageView } from './stage-view.tsx'
import { createStage, type StageState } from './stage.ts'

/** A card: its element, the function it gives to `hubspot.extend`, or the import of the module that does. */
export type CardEntry = ReactElement | RenderExtension | Promise<object>

export interface RenderCardOptions {
  serverless?: (name: string, options: ServerlessOptions) => unknown
  fetch?: Backend['fetch']
  actions?: Partial<ExtensionActions>
  properties?: CrmProperties
  context?: Partial<ExtensionContext>
}

export interface RenderedCard {
  container: HTMLElement
  /** What the card called, in order. */
  calls: BackendCall[]
  /** Alerts, open overlays and a crash, as they stand now. */
  stage(): StageState
  /** Changes the record's properties as an edit on the record would. */
  setProperties(properties: CrmProperties): void
  unmount(): void
}

let running: HostApi | null = null
let extended: RenderExtension | null = null
const extensions = new WeakMap<object, RenderExtension>()

// The SDK looks for its globals when its module is evaluated, so import this module before any card.
const scope = globalThis as unknown as Record<string, unknown>
scope.self ??= globalThis
Object.assign(
  scope,
  sandboxGlobals(
    () => {
      if (!running) throw new Error('No card is rendered')
      return running
    },
    (render) => (extended = render),
  ),
)

/**
 * Renders a card in this process for Testing Library: the same remote tree and the same host components as in the
 * browser, without the worker between them. One card at a time; `unmount` it before the next.
 */
export async function renderCard(entry: CardEntry, options: RenderCardOptions = {}): Promise<RenderedCard> {
  const render = await renderOf(entry)
  const stage = createStage()
  const record = createCrmRecord(options.properties ?? {})
  const calls: BackendCall[] = []
  const backend = observedBackend(
    {
      serverless: async (name, given = {}) => {
        if (!options.serverless) throw new Error(`The card called ${name}, which this test does not answer`)
        return options.serverless(name, given)
      },
      fetch: async (url, given) => {
        if (!options.fetch) throw new Error(`The card fetched ${url}, which this test does not answer`)
        return options.fetch(url, given)
      },
    },
    (call) => {
      const known = calls.findIndex(({ id }) => id === call.id)
      if (known < 0) calls.push(call)
      else calls[known] = call
    },
  )
  const host = createHostApi({ backend, record, stage, reload: () => undefined })
  running = { ...host, actions: { ...host.actions, ...options.actions } }
  const receiver = createRemoteReceiver()
  const container = document.body.appendChild(document.createElement('div'))
  const root = createRoot(container)
  root.render(<StageView stage={stage} receiver={receiver} record={record} />)
  const end = mountExtension(render, receiver.receive, running, { ...defaultContext, ...options.context })
  return {
    container,
    calls,
    stage: stage.read,
    setProperties: record.replace,
    unmount() {
      end()
      root.unmount()
      container.remove()
      running = null
    },
  }
}

async function renderOf(entry: CardEntry): Promise<RenderExtension> {
  if (typeof entry === 'function') return entry
  if (isValidElement(entry)) return () => entry
  const module = await (entry as Promise<object>)
  const render = extensions.get(module) ?? extended
  if (!render) throw new Error('The module never called hubspot.extend')
  extensions.set(module, render)
  extended = null
  return render
}

const defaultContext: ExtensionContext = {
  location: 'crm.record.sidebar',
  user: {
    id: 7,
    emails: ['rep@example.com'],
    email: 'rep@example.com',
    firstName: 'Robin',
    lastName: 'Rep',
    roles: [],
    teams: [],
    locale: 'en',
    language: 'en',
    permissions: [],
  },
  portal: { id: 123456, timezone: 'Europe/Brussels' },
  extension: { appId: 1, appName: 'Sample', cardTitle: 'Sample' },
  crm: { objectId: 101, objectTypeId: '0-1' },
}

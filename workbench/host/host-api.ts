import type { HubSpotFetchOptions, JsonValue } from '@hubspot/ui-extensions'
import type { ExtensionActions } from './extension-api.ts'
import type { Outcome } from './outcome.ts'

export interface ServerlessOptions {
  propertiesToSend?: string[]
  parameters?: JsonValue
  payload?: JsonValue
}

/** `hubspot.fetch` options once they can cross to the page: headers as a plain record. */
export interface FetchOptions extends Omit<HubSpotFetchOptions, 'headers'> {
  headers?: Record<string, string>
}

/** A response that can cross from the page to the worker, which makes a `Response` of it. */
export interface PlainResponse {
  status: number
  headers: Record<string, string>
  body: string
}

export type CrmProperties = Record<string, string | null>

/** The answer to a data hook; `cleanup` ends the updates. */
export interface HookAnswer {
  data?: unknown
  error?: string
  cleanup?: () => void
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** What the page does for a running extension. Every member is called across the worker boundary. */
export interface HostApi {
  actions: Omit<ExtensionActions, 'copyTextToClipboard'> & Partial<ExtensionActions>
  serverless(name: string, options?: ServerlessOptions): Promise<Outcome<unknown>>
  fetch(url: string, options: FetchOptions): Promise<Outcome<PlainResponse>>
  copyText(text: string): Promise<Outcome<void>>
  log(level: LogLevel, data: string | number): void
  crmProperties(names: string[], onUpdate: (properties: CrmProperties) => void): Promise<HookAnswer>
  associations(request: unknown): Promise<HookAnswer>
  crmSearch(request: unknown): Promise<HookAnswer>
  /** The extension threw while it rendered or while its script was evaluated. */
  crashed(message: string): void
}

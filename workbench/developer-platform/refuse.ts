import type { IncomingHttpHeaders } from 'node:http'

/** A request of the CLI, its body complete. */
export interface CliRequest {
  method: string
  url: URL
  headers: IncomingHttpHeaders
  body: Buffer
}

/** What goes back to it, as JSON. */
export interface CliAnswer {
  status: number
  body: unknown
}

/** HubSpot's error shape. */
export function refuse(status: number, category: string, message: string): CliAnswer {
  return { status, body: { status: 'error', message, category, correlationId: 'workbench' } }
}

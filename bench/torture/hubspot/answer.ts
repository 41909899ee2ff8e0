import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { CallName } from './calls.ts'

/** HubSpot's own answer. */
export interface Answered {
  status: number
  headers: OutgoingHttpHeaders
  body: Buffer
}

/** A request that is answered in HubSpot's stead. */
export interface Told {
  call: CallName
  body: Buffer
  response: ServerResponse
  /** Lets HubSpot do it, with other words where they are given; the caller hears nothing of that by itself. */
  forward(body?: Buffer): Promise<Answered>
}

/** One kind of answer. */
export interface Answer {
  name: string
  /** Which calls may get it; absent: all. */
  of?: (call: CallName) => boolean
  /** HubSpot says no in words of its own: what waits for a person because of it, and is shown, is right. */
  mayPark?: boolean
  /** How often it comes at most where it lasts; it is slow, or makes what is slow. */
  most?: number
  give(told: Told): Promise<void> | void
}

/** Answers with this; an object becomes JSON. */
export function say(
  { response }: Told,
  status: number,
  body: string | object | Buffer,
  headers: OutgoingHttpHeaders = {},
): void {
  const isJson = typeof body === 'object' && !Buffer.isBuffer(body)
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(isJson ? JSON.stringify(body) : body)
  const type = isJson ? { 'content-type': 'application/json;charset=utf-8' } : {}
  response.writeHead(status, { ...type, 'content-length': bytes.byteLength, ...headers }).end(bytes)
}

/** A page of whatever stands between HubSpot and the relay. */
export function page(told: Told, status: number, title: string): void {
  say(told, status, `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`, {
    'content-type': 'text/html; charset=UTF-8',
    server: 'cloudflare',
  })
}

/** HubSpot's usual form of an error. */
export function envelope(message: string, category: string, more: object = {}): object {
  return { status: 'error', message, correlationId: '6ff0c6a2-7b1e-4c3b-9b0f-0d5e3d4f1a2b', category, ...more }
}

const isEngagements = (what: string) => (call: CallName) =>
  call === `${what} communications` || call === `${what} emails`
export const isCreate = isEngagements('create')
export const isFind = isEngagements('find')
export const isUpdate = isEngagements('update')
export const isOAuth = (call: CallName): boolean =>
  ['exchange a code', 'refresh a token', 'token of the app', 'give a token back'].includes(call) ||
  call.startsWith('look at')

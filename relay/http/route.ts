import type { Static, TSchema } from 'typebox'

/** A request before anyone trusts it: the bytes as they came. Header names are lower case. */
export interface RawRequest {
  method: string
  /** Path and query as sent. */
  target: string
  params: Readonly<Record<string, string>>
  headers: Readonly<Record<string, string>>
  body: Uint8Array
  /** Of whoever is connected, or whom a trusted proxy names. */
  address: string
}

declare const verified: unique symbol

/**
 * A request whose sender has proved itself. Only `door` makes one, so a handler that gets one cannot have
 * skipped the check: forgetting to verify does not compile.
 */
export type Verified<Caller> = RawRequest & { readonly caller: Caller; readonly [verified]: true }

/** Checks who is calling; the value is what a route may know of the caller. */
export type Door<Caller> = (request: RawRequest) => Promise<Verified<Caller>>

/** Whoever runs the relay: for any of its accounts (null), or by the function's secret, where there is no other, for its own. */
export type OperatorDoor = Door<{ portalId: string | null }>

/** Makes a door of a check that throws `Unverified` or returns the caller. */
export function door<Caller>(check: (request: RawRequest) => Caller | Promise<Caller>): Door<Caller> {
  return async (request) => {
    const caller = await check(request)
    return { ...request, caller } as Verified<Caller>
  }
}

/** A door that also says what is to be believed: the body it returns stands in for the one that was sent. */
export function correctingDoor<Caller>(
  check: (request: RawRequest) => Promise<{ caller: Caller; body: Uint8Array }>,
): Door<Caller> {
  return async (request) => ({ ...request, ...(await check(request)) }) as Verified<Caller>
}

/** An answer in another form than JSON: for providers that insist on one, and for people with a browser. */
export class TextAnswer {
  readonly contentType: string
  readonly text: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  constructor(contentType: string, text: string, more: { status?: number; headers?: Record<string, string> } = {}) {
    this.contentType = contentType
    this.text = text
    this.status = more.status ?? 200
    this.headers = more.headers ?? {}
  }
}

/** One way in: who may call, what they say, what they are told. The schemas also document it in `/openapi.json`. */
export interface Route<Caller = unknown, Body extends TSchema = TSchema> {
  method: 'GET' | 'POST'
  path: string
  summary: string
  door: Door<Caller>
  /** Absent: the handler reads the raw bytes itself. */
  body?: Body
  response: TSchema
  /** Largest body in bytes. */
  limit?: number
  /** The answer: what `response` says, as JSON, or a `TextAnswer`. */
  handle: (request: Verified<Caller>, body: Static<Body>) => Promise<unknown>
}

/** Keeps the types of one route together until it joins the others. */
export function route<Caller, Body extends TSchema>(definition: Route<Caller, Body>): Route {
  return definition as unknown as Route
}

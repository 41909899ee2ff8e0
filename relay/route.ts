import type { Static, TSchema } from 'typebox'

/** A request before anyone trusts it: the bytes as they came. Header names are lower case. */
export interface RawRequest {
  method: string
  /** Path and query as sent. */
  target: string
  params: Readonly<Record<string, string>>
  headers: Readonly<Record<string, string>>
  body: Uint8Array
}

declare const verified: unique symbol

/**
 * A request whose sender has proved itself. Only `door` makes one, so a handler that gets one cannot have
 * skipped the check: forgetting to verify does not compile.
 */
export type Verified<Caller> = RawRequest & { readonly caller: Caller; readonly [verified]: true }

/** Checks who is calling; the value is what a route may know of the caller. */
export type Door<Caller> = (request: RawRequest) => Promise<Verified<Caller>>

/** Makes a door of a check that throws `Unverified` or returns the caller. */
export function door<Caller>(check: (request: RawRequest) => Caller | Promise<Caller>): Door<Caller> {
  return async (request) => {
    const caller = await check(request)
    return { ...request, caller } as Verified<Caller>
  }
}

/** An answer in another form than JSON, for providers that insist on one. */
export class TextAnswer {
  readonly contentType: string
  readonly text: string
  constructor(contentType: string, text: string) {
    this.contentType = contentType
    this.text = text
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

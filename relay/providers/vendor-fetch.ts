import { request } from 'undici'

/** What of `fetch` a provider needs. */
export type VendorFetch = (
  url: URL,
  init: RequestInit,
) => Promise<Pick<Response, 'status' | 'headers'> & { text(): Promise<string> }>

/**
 * `fetch` by the same client below it, without the web's streams above: each message makes at least one such call, and these
 * cost more than all the rest of it. Redirects are never followed, and answers come unpacked. Errors are the system's own.
 * Whatever is no text goes by `fetch` itself.
 */
export const vendorFetch: VendorFetch = async (url, { method, headers, body, signal }) => {
  if (typeof body !== 'string' && body !== undefined && body !== null) {
    return fetch(url, {
      ...(method && { method }),
      ...(headers && { headers }),
      body,
      redirect: 'manual',
      signal: signal ?? null,
    })
  }
  const answer = await request(url, {
    method: (method ?? 'GET') as 'GET',
    headers: {
      accept: '*/*',
      'accept-encoding': 'identity',
      'user-agent': 'homing',
      ...Object.fromEntries(new Headers(headers)),
    },
    body: body ?? null,
    signal: signal ?? null,
  })
  const said = Object.entries(answer.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  )
  return { status: answer.statusCode, headers: new Headers(said), text: () => answer.body.text() }
}

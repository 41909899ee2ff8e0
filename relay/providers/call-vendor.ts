import { Permanent, Temporary } from '../errors.ts'
import { neverConnected } from '../never-connected.ts'
import { hideSecrets } from './keep-secrets.ts'
import type { ProviderContext } from './provider.ts'

/** What the system's names mean to whoever looks after a line. */
const unreached: Record<string, string> = {
  ECONNREFUSED: 'nothing listens at its address',
  ENOTFOUND: 'its name leads nowhere',
  EAI_AGAIN: 'its name cannot be looked up right now',
  UND_ERR_CONNECT_TIMEOUT: 'it takes no connection in time',
}
const late = new Set(['TimeoutError', 'ETIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])
const broken = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

/** What a vendor's server answered, read to its end. */
export interface VendorAnswer {
  status: number
  headers: Headers
  text: string
  /** The text as JSON; undefined where it is none. */
  json: unknown
}

/**
 * One HTTP call to a vendor, never repeated. Throws `Temporary` where the request surely did not leave; answers a doubt
 * where it may have and no answer came. Both in words for a rep, which begin with the vendor's name; the system's own name
 * goes to `context.note`. Where its address is out of the line's reach it throws `Permanent`, and `LineChanged` where
 * the line is another by then. What an answer means is the caller's to say. `vendor` names it to people.
 */
export async function callVendor(
  vendor: string,
  url: URL,
  request: RequestInit,
  context: ProviderContext,
): Promise<VendorAnswer | { doubt: string }> {
  if (context.signal.aborted) throw new Temporary('interrupted', 'The call was called off before it began.')
  try {
    const response = await context.fetch(url, { ...request, redirect: 'manual', signal: context.signal })
    // Before anybody cuts it into pieces.
    const { secrets = none } = context
    const own = credentialOf(request).filter((one) => !secrets.includes(one))
    const text = hideSecrets(await response.text(), own.length > 0 ? [...secrets, ...own] : secrets)
    const headers = () => response.headers
    return {
      ...{ status: response.status, text, json: parsed(text) },
      get headers() {
        return headers()
      },
    }
  } catch (cause) {
    if (cause instanceof Permanent || cause instanceof Temporary) throw cause
    const code = codeOf(cause)
    context.note?.(code)
    if (neverConnected(cause)) {
      const words = unreached[code]
        ? `${vendor} cannot be reached: ${unreached[code]}.`
        : `${vendor} cannot be reached.`
      throw new Temporary('provider_unreachable', words, { cause })
    }
    const what = late.has(code)
      ? 'did not answer in time'
      : broken.has(code)
        ? 'broke off without an answer'
        : 'did not answer'
    return { doubt: `${vendor} ${what}.` }
  }
}

/** The same for a call that changes nothing there, so that a missing answer is `Temporary`, too. */
export async function askVendor(
  vendor: string,
  url: URL,
  request: RequestInit,
  context: ProviderContext,
): Promise<VendorAnswer> {
  const answer = await callVendor(vendor, url, request, context)
  if ('doubt' in answer) throw new Temporary('provider_unreachable', `${vendor} did not answer.`)
  return answer
}

const none: readonly string[] = []

/** What stands after the scheme in the request's authorization: name and secret together, where it is Basic. */
function credentialOf(request: RequestInit): string[] {
  return new Headers(request.headers).get('authorization')?.split(' ').slice(1) ?? []
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The system's name for what went wrong; `fetch` hides it one level down, or two when several addresses were tried. */
function codeOf(error: unknown): string {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 4; depth += 1) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code
    if (cause.cause === undefined) return cause.name
    cause = cause.cause
  }
  return 'error'
}

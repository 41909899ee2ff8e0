import { cutText } from '../../../contract/cut-text.ts'
import { Permanent, Temporary, type Blame } from '../../errors.ts'
import type { VendorAnswer } from '../call-vendor.ts'
import { leavesDoubt } from '../leaves-doubt.ts'
import type { ProviderEvent } from '../provider.ts'
import { retryAfter } from '../retry-after.ts'

type Failure = NonNullable<Extract<ProviderEvent, { kind: 'status' }>['error']> & { blame: Blame }

/**
 * Codes that Messages itself writes beside a message that failed. Apple documents none; these three are told alike by BlueBubbles and by
 * those who use it. Whatever is not named here is nobody's fault for certain, and counts against the line until a person looks.
 */
const messageErrors: Record<number, Failure> = {
  3: {
    code: 'imessage_no_network',
    detail: 'The Mac had no connection to iMessage.',
    blame: 'unknown',
    notNow: { after: null },
  },
  4: { code: 'imessage_timed_out', detail: 'iMessage did not take the message in time.', blame: 'unknown' },
  22: { code: 'not_on_imessage', detail: 'This address is not registered with iMessage.', blame: 'address' },
}

/** What BlueBubbles says when it stopped before Messages was asked, by the beginning of its words. */
const beforeMessages: readonly [pattern: RegExp, code: string, detail: string][] = [
  [/private api (is )?not enabled/i, 'private_api_off', 'The Private API is switched off on the Mac.'],
  [/(private api )?helper is not connected/i, 'private_api_off', 'The Private API helper is not connected on the Mac.'],
  [/chat does not exist/i, 'chat_missing', 'The Mac does not know this chat yet.'],
]

/** What a message's own error code means, wherever it is told: in an answer, an event, the history. */
export function messageError(error: number): Failure {
  return (
    messageErrors[error] ?? {
      code: 'imessage_failed',
      detail: `Messages on the Mac could not send it (error ${error}).`,
      blame: 'unknown',
    }
  )
}

/**
 * What an answer other than 200 means where it surely says that nothing was sent; undefined where the message may have
 * left, as with every 500 that carries no message: AppleScript reports one two minutes after it sent.
 */
export function refusal(answer: VendorAnswer, now: Date): Temporary | Permanent | undefined {
  const { status, headers, json } = answer
  if (status === 429) {
    return new Temporary('provider_throttled', 'The way to the Mac takes no more calls right now.', {
      retryAfter: retryAfter(headers, now),
    })
  }
  if (status >= 300 && status < 400) {
    return new Permanent('provider_url_wrong', 'The address of the server leads elsewhere. Enter the final one.', {
      blame: 'line',
    })
  }
  const said = reasonOf(json)
  const before = beforeMessages.find(([pattern]) => pattern.test(said))
  if (before) return new Temporary(before[1], before[2])
  if (leavesDoubt(answer)) return undefined
  if (status === 401 || status === 403) {
    return new Permanent('provider_key_refused', 'BlueBubbles does not accept the password of this line.', {
      blame: 'line',
    })
  }
  if (status === 404) return new Temporary('provider_missing', 'Nothing answers at the address of the server.')
  // The call before this one is still under way, so this message may be leaving.
  if (status === 400 && /already queued/i.test(said)) return undefined
  if (status >= 400 && status < 500) {
    // By its own check of the request, before it asked Messages; a kind of refusal that nobody has named may be of all messages.
    const blame = /required|invalid|must|empty|provided|exist/i.test(said) ? 'message' : 'unknown'
    return new Permanent('message_refused', `BlueBubbles cannot send this message. ${said}`.trim(), { blame })
  }
  return undefined
}

/** `data` of BlueBubbles' envelope; undefined where there is none. */
export function dataOf(json: unknown): unknown {
  return typeof json === 'object' && json !== null && 'data' in json ? (json.data ?? undefined) : undefined
}

function reasonOf(json: unknown): string {
  const error = typeof json === 'object' && json !== null && 'error' in json ? json.error : undefined
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : undefined
  return typeof message === 'string' ? cutText(message, 300) : ''
}

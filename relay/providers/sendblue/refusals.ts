import { cutText } from '../../../contract/cut-text.ts'
import { Permanent, Temporary, type Blame } from '../../errors.ts'
import type { VendorAnswer } from '../call-vendor.ts'
import { leavesDoubt } from '../leaves-doubt.ts'
import { membersOf, type Members } from '../members.ts'
import { retryAfter } from '../retry-after.ts'
import { saysOptedOut } from '../says-opted-out.ts'

interface Meaning {
  code: string
  detail: string
  /** `later`: it was not sent and may be sent later. */
  fate: Blame | 'later'
}

/**
 * Sendblue's `error_code`s, in answers, webhooks and the history alike. Source: docs.sendblue.com on outbound messages and limits.
 * Any other code, and a failure without one, is unknown, so that it counts against the line.
 */
const errorCodes: Record<string, Meaning> = {
  4000: { code: 'message_refused', detail: 'Sendblue cannot send this message as it is.', fate: 'message' },
  4001: { code: 'provider_throttled', detail: 'The line has sent too much in too short a time.', fate: 'later' },
  4002: { code: 'recipient_refused', detail: 'Sendblue does not send to this number.', fate: 'address' },
  5000: { code: 'provider_failed', detail: 'Sendblue had a fault of its own.', fate: 'unknown' },
  5003: { code: 'provider_throttled', detail: 'Sendblue takes no more messages right now.', fate: 'later' },
  5509: { code: 'provider_throttled', detail: 'The line has sent too much in too short a time.', fate: 'later' },
  10001: { code: 'not_delivered', detail: 'Sendblue could not send the message.', fate: 'unknown' },
  SMS_LIMIT_REACHED: { code: 'sms_limit_reached', detail: 'The line has no SMS left for now.', fate: 'later' },
}

const wrongAddress: Meaning = {
  code: 'provider_url_wrong',
  detail: 'Sendblue’s API is not at the address of this line.',
  fate: 'line',
}

const classes: readonly [statuses: readonly number[], meaning: Meaning][] = [
  [[429], { code: 'provider_throttled', detail: 'Sendblue takes no more calls right now.', fate: 'later' }],
  [
    [401, 403],
    {
      code: 'provider_key_refused',
      detail: 'Sendblue does not accept the API key and secret of this line.',
      fate: 'line',
    },
  ],
  [[402], { code: 'provider_unpaid', detail: 'The Sendblue account cannot send: look at its plan.', fate: 'line' }],
  [[301, 302, 303, 307, 308, 404, 405], wrongAddress],
]

/** Sendblue could not find out how the message fared: no news, good or bad. */
export const statusUnresolved = '10002'

/** What Sendblue says of a message that failed: its code, its opt-out or its words. Its words stand behind ours. */
export function failureOf(failed: Members): Meaning {
  const { code, detail, fate } = known(failed) ?? {
    code: 'not_delivered',
    detail: `Sendblue could not send the message${codeOf(failed) ? ` (error ${codeOf(failed)})` : ''}.`,
    fate: 'unknown',
  }
  return { code, detail: [detail, saidIn(failed)].filter(Boolean).join(' '), fate }
}

/** What an answer means that surely says "not sent"; undefined where the message may have left. */
export function refusal(answer: VendorAnswer, now: Date): Temporary | Permanent | undefined {
  const { status, headers, json } = answer
  if (status < 300 || leavesDoubt(answer)) return undefined
  const failed = membersOf(json)
  const byClass = classes.find(([statuses]) => statuses.includes(status))?.[1]
  const { code, detail, fate } = known(failed) ?? byClass ?? otherwise(status, failed)
  const words = [detail, byClass === undefined || known(failed) ? saidIn(failed) : undefined].filter(Boolean).join(' ')
  return errorOf({ code, detail: words, fate }, retryAfter(headers, now))
}

export function errorOf({ code, detail, fate }: Meaning, wait?: number): Temporary | Permanent {
  return fate === 'later'
    ? new Temporary(code, detail, { retryAfter: wait })
    : new Permanent(code, detail, { blame: fate })
}

function known(failed: Members): Meaning | undefined {
  if (failed.flag('opted_out') === true || saysOptedOut(saidIn(failed))) {
    return {
      code: 'recipient_opted_out',
      detail: 'This person has opted out of messages from Sendblue.',
      fate: 'opted_out',
    }
  }
  const code = codeOf(failed) ?? ''
  return Object.hasOwn(errorCodes, code) ? errorCodes[code] : undefined
}

/** Zero is no code. */
function codeOf(failed: Members): string | undefined {
  const code = failed.text('error_code')
  return code === '0' ? undefined : code
}

/** A request that Sendblue does not like is about the message; which of several codes it has is unknown. */
function otherwise(status: number, failed: Members): Meaning {
  const fate = codeOf(failed) ? 'unknown' : [400, 413, 415, 422].includes(status) ? 'message' : 'unknown'
  return { code: 'message_refused', detail: 'Sendblue refused the message.', fate }
}

function saidIn(failed: Members): string | undefined {
  const said = ['error_message', 'error_reason', 'error_detail', 'message'].flatMap((name) => failed.text(name) ?? [])
  return said.length === 0 ? undefined : cutText([...new Set(said)].join(' '), 300)
}

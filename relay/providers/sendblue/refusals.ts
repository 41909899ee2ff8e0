import { Permanent, Temporary, type Blame } from '../../errors.ts'
import type { VendorAnswer } from '../call-vendor.ts'
import { retryAfter } from '../retry-after.ts'

interface Meaning {
  code: string
  detail: string
  /** `later`: it was not sent and may be sent later. */
  fate: Blame | 'later'
}

/** Sendblue's `error_code`s. Whatever is not named here is taken by the class of the HTTP status. */
const errorCodes: Record<string, Meaning> = {
  4000: { code: 'message_refused', detail: 'Sendblue cannot send this message as it is.', fate: 'message' },
  4001: { code: 'provider_throttled', detail: 'The line has sent too much in too short a time.', fate: 'later' },
  4002: { code: 'recipient_refused', detail: 'Sendblue does not send to this number.', fate: 'address' },
  5003: { code: 'provider_throttled', detail: 'Sendblue takes no more messages right now.', fate: 'later' },
  10001: { code: 'not_delivered', detail: 'The message could not be sent to this number.', fate: 'message' },
  SMS_LIMIT_REACHED: { code: 'sms_limit_reached', detail: 'The line has no SMS left for now.', fate: 'later' },
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
  [[404], { code: 'provider_url_wrong', detail: 'Sendblue’s API is not at the address of this line.', fate: 'line' }],
]

/** Sendblue could not find out how the message fared: no news, good or bad. */
export const statusUnresolved = '10002'

/** What Sendblue says of a message that failed, in its answer or in a webhook. */
export function failureOf(failed: {
  error_code?: string | number | null
  error_message?: string | null
  opted_out?: boolean | null
}): Meaning {
  const said = failed.error_message ? ` ${failed.error_message.slice(0, 300)}` : ''
  if (failed.opted_out) {
    return {
      code: 'recipient_opted_out',
      detail: 'This person has opted out of messages from Sendblue.',
      fate: 'opted_out',
    }
  }
  const known = errorCodes[String(failed.error_code ?? '')]
  if (known) return { ...known, detail: known.detail + said }
  const number = failed.error_code ? ` (error ${failed.error_code})` : ''
  return { code: 'not_delivered', detail: `Sendblue could not send the message${number}.${said}`, fate: 'message' }
}

/** What an answer means that surely says "not sent"; undefined where the message may have left (every 5xx). */
export function refusal(answer: VendorAnswer, now: Date): Temporary | Permanent | undefined {
  const { status, headers, json } = answer
  if (status >= 500 || status < 300) return undefined
  const said = failedOf(json)
  const byCode = said.error_code || said.opted_out ? failureOf(said) : undefined
  const byClass = classes.find(([statuses]) => statuses.includes(status))?.[1]
  const meaning = byClass ?? byCode ?? otherwise(said.error_message)
  return errorOf(meaning, retryAfter(headers, now))
}

export function errorOf({ code, detail, fate }: Meaning, wait?: number): Temporary | Permanent {
  return fate === 'later'
    ? new Temporary(code, detail, { retryAfter: wait })
    : new Permanent(code, detail, { blame: fate })
}

function otherwise(said: string | undefined): Meaning {
  return {
    code: 'message_refused',
    detail: ['Sendblue refused the message.', said].filter(Boolean).join(' '),
    fate: 'message',
  }
}

function failedOf(json: unknown): { error_code?: string | number; error_message?: string; opted_out?: boolean } {
  if (typeof json !== 'object' || json === null) return {}
  const code = 'error_code' in json ? json.error_code : undefined
  const message = 'error_message' in json ? json.error_message : 'message' in json ? json.message : undefined
  return {
    ...(typeof code === 'string' || typeof code === 'number' ? { error_code: code } : {}),
    ...(typeof message === 'string' ? { error_message: message.slice(0, 300) } : {}),
    ...('opted_out' in json && json.opted_out === true ? { opted_out: true } : {}),
  }
}

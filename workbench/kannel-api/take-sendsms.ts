import { codingOf, septetsOf } from '../../relay/providers/kannel/coding.ts'
import type { VendorRequest } from '../fake-vendor/fake-vendor.ts'
import type { VendorReply } from '../fake-vendor/vendor-fault.ts'

/** One group `sendsms-user` of the configuration. */
export interface SendsmsUser {
  username: string
  password: string
  maxMessages: number
  /** Numbers on its black list. */
  denied: readonly string[]
}

/** What a request asks to be sent to one receiver. */
export interface Submitted {
  from: string
  to: string
  body: string
  dlrMask: number
  dlrUrl: string
}

const refuse = (status: number, body: string): { reply: VendorReply } => ({ reply: answer(status, body) })

/** An answer as smsbox gives it: words, which it calls HTML. */
export function answer(status: number, body: string): VendorReply {
  return { status, headers: { 'content-type': 'text/html', server: 'Kannel/1.4.5' }, body }
}

/** Looks through a request as smsbox does, in its order and its words; several receivers are parted by blanks. */
export function takeSendsms(
  request: VendorRequest,
  user: SendsmsUser,
): { reply: VendorReply } | { submitted: Submitted[] } {
  const posted = request.method === 'POST'
  if (posted && !/^(text\/plain|application\/octet-stream)\b/.test(request.headers['content-type'] ?? '')) {
    return refuse(400, 'Invalid content-type')
  }
  const field = (name: string) => (posted ? request.headers[`x-kannel-${name}`] : request.query.get(name)) ?? undefined
  if (field('username') !== user.username || field('password') !== user.password) {
    return refuse(403, 'Authorization failed for sendsms')
  }
  const to = field('to')
  if (to === undefined) {
    return refuse(400, `Missing receiver${posted ? '(s) number(s)' : ' number'}, rejected`)
  }
  if (to === '') return refuse(400, 'Empty receiver number not allowed, rejected')
  const allowed = to.split(/\s+/).filter((number) => /^[0-9 +-]+$/.test(number) && !user.denied.includes(number))
  if (allowed.length === 0) return refuse(400, 'Number(s) has/have been denied by white- and/or black-lists.')
  const from = field('from')
  if (!from) return refuse(400, 'Sender missing and no global set, rejected')
  const dlrUrl = field('dlr-url') ?? ''
  if (dlrUrl !== '' && !/^https?:\/\//i.test(dlrUrl)) return refuse(400, 'DLR-URL field misformed, rejected')
  const dlrMask = Number(field('dlr-mask') ?? 0)
  if (!Number.isInteger(dlrMask) || dlrMask < -1 || dlrMask > 63)
    return refuse(400, 'DLR-Mask field misformed, rejected')
  const coding = field('coding') ?? '0'
  if (!/^[012]$/.test(coding)) return refuse(400, 'Coding field misformed, rejected')
  const text = posted ? request.body.toString('utf8') : (request.query.get('text') ?? '')
  const body = asSent(text, coding, user.maxMessages)
  return { submitted: allowed.map((number) => ({ from, to: number, body, dlrMask, dlrUrl })) }
}

/** What arrives: GSM 7-bit turns what it lacks into question marks, and parts beyond `max-messages` are cut off. */
function asSent(text: string, coding: string, maxMessages: number): string {
  const written = coding === '2' ? text : Array.from(text, (each) => (septetsOf(each) ? each : '?')).join('')
  const parts = coding === '2' ? Math.ceil(written.length / 67) : codingOf(written).parts
  return parts <= maxMessages ? written : written.slice(0, maxMessages * (coding === '2' ? 67 : 153))
}

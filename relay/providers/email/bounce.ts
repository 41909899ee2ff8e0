import type { ProviderEvent } from '../provider.ts'
import type { EmailLine } from './email-line.ts'
import { headerText, type MailHeaders } from './headers.ts'
import { messageIdsIn, ownReference, referenceOfMessageId } from './message-id.ts'
import { meaningOf } from './refusal.ts'

/** Reports and the headers they return are small; what follows is the returned message. */
const looked = 512 * 1024

/**
 * A delivery report (RFC 3464) as events; null when the email is none. The returned headers name our message by its
 * Message-ID and by our own header, which survives servers that put their own Message-ID in place of ours.
 */
export function bounceEvents(headers: MailHeaders, raw: Uint8Array, at: Date, line: EmailLine): ProviderEvent[] | null {
  const type = headerText(headers, 'content-type').toLowerCase()
  const isReport = type.startsWith('multipart/report')
  if (isReport && /report-type\s*=\s*"?feedback-report/.test(type)) return [ignored('complaint report')]
  if (isReport && /report-type\s*=\s*"?disposition-notification/.test(type)) return [ignored('read receipt')]
  const failedFor = headers.has('x-failed-recipients')
  if (!(isReport && /delivery-status|^(?!.*report-type)/.test(type)) && !failedFor) return null

  const text = bodyText(raw)
  const original = originalMessage(text, headers, line)
  if (!original) return [ignored('delivery report that names no message of ours')]
  const action = field(text, 'action').toLowerCase() || 'failed'
  if (action.startsWith('delivered')) return [{ kind: 'status', ...original, status: 'delivered', at }]
  if (!action.startsWith('failed')) return [ignored(`delivery report: ${action.slice(0, 40)}`)]

  const status = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(field(text, 'status'))?.[0] ?? ''
  const { code, words, blame } = meaningOf(status)
  const said = field(text, 'diagnostic-code').replace(/^[\w-]+;\s*/, '')
  const detail = said ? `${words}: ${said.slice(0, 300)}` : `${words}.`
  return [{ kind: 'status', ...original, status: 'undelivered', at, error: { code, detail, blame } }]
}

function ignored(reason: string): ProviderEvent {
  return { kind: 'ignored', reason }
}

/** Everything below the top headers, folded lines joined. */
function bodyText(raw: Uint8Array): string {
  const text = Buffer.from(raw.subarray(0, looked)).toString('latin1').replaceAll('\r\n', '\n')
  const body = text.slice(Math.max(0, text.indexOf('\n\n')))
  return body.replace(/\n[ \t]+/g, ' ').replaceAll('\0', '')
}

function field(text: string, name: string): string {
  return new RegExp(`^${name}:[ \\t]*([^\\n]*)`, 'im').exec(text)?.[1]?.trim() ?? ''
}

function originalMessage(
  text: string,
  headers: MailHeaders,
  line: EmailLine,
): { providerId?: string; reference?: string } | null {
  const reference = ownReference(field(text, 'x-homing-reference'), line) ?? undefined
  const returned = messageIdsIn(field(text, 'message-id'))
  const answered = messageIdsIn(`${headerText(headers, 'in-reply-to')} ${headerText(headers, 'references')}`)
  const ids = [...returned, ...answered]
  const own = ids.find((id) => referenceOfMessageId(id, line) !== null)
  const providerId = own ?? ids[0]
  const known = reference ?? (own ? referenceOfMessageId(own, line) : null)
  if (!providerId && !known) return null
  return { ...(providerId ? { providerId } : {}), ...(known ? { reference: known } : {}) }
}

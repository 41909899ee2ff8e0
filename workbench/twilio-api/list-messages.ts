import type { VendorReply } from '../fake-vendor/vendor-fault.ts'
import { twilioRefusal } from './take-message.ts'
import { twilioResource, type TwilioMessage } from './twilio-message.ts'

/** `GET Messages.json`: the newest first, at most `PageSize` (50, no more than 1000) a page. What has not left yet has no time and is in no range of times. */
export function listMessages(
  query: URLSearchParams,
  messages: readonly TwilioMessage[],
  accountSid: string,
  odd: readonly unknown[] = [],
): VendorReply {
  const since = query.get('DateSent>')
  if (since !== null && Number.isNaN(Date.parse(since))) return twilioRefusal(400, 20001, 'Invalid date value.')
  const size = Math.min(1000, Number(query.get('PageSize') ?? 50) || 50)
  const page = Number(query.get('Page') ?? 0) || 0
  const found = messages
    .filter(({ to, from, sent }) => {
      if (query.has('To') && query.get('To') !== to) return false
      if (query.has('From') && query.get('From') !== from) return false
      return since === null || (sent !== null && sent.getTime() >= Date.parse(since))
    })
    .reverse()
  const shown = found.slice(page * size, (page + 1) * size).map((message) => twilioResource(message, accountSid))
  const next = new URLSearchParams(query)
  next.set('Page', String(page + 1))
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`
  return {
    status: 200,
    body: {
      messages: page === 0 && query.has('To') && !query.has('From') ? [...odd, ...shown] : shown,
      next_page_uri: found.length > (page + 1) * size ? `${path}?${next.toString()}` : null,
      page,
      page_size: size,
    },
  }
}

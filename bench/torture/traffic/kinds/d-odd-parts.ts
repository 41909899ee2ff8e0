import { asText } from '../as-text.ts'
import { blueBubblesRow } from '../forms/bluebubbles.ts'
import { chert } from '../forms/chert.ts'
import { json } from '../forms/json.ts'
import { kannel } from '../forms/kannel.ts'
import { linq } from '../forms/linq.ts'
import { sendblueRow } from '../forms/sendblue.ts'
import { vendorId } from '../forms/tell-text.ts'
import { tuco } from '../forms/tuco.ts'
import { twilio } from '../forms/twilio.ts'
import { whatsapp } from '../forms/whatsapp.ts'
import type { Delivery } from '../item.ts'
import { lineOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

type Members = Record<string, unknown>
type Change = (members: Members) => Members

/** Parts of a message that are beside the point, in odd forms. None of them keeps a message from being read. */
interface Odd {
  group: string
  /** Where in the message the parts are, and their names. */
  parts: readonly string[]
  tell(line: string, from: string, id: string, words: string, change: Change): Delivery
}

const asMembers = (value: unknown) => value as Members

const places: readonly Odd[] = [
  {
    group: 'whatsapp-m',
    parts: ['context', 'referral', 'identity', 'errors', 'from_user_id', 'username'],
    tell: (line, from, id, words, change) => whatsapp.messages(line, change(whatsapp.text(from, id, words))),
  },
  {
    group: 'whatsapp-m',
    parts: ['profile', 'user_id', 'identity_key_hash', 'username'],
    tell(line, from, id, words, change) {
      const message = whatsapp.text(from, id, words)
      const contacts = [change({ profile: { name: 'Maria' }, wa_id: message.from })]
      return whatsapp.post(line, whatsapp.change(line, { contacts, messages: [message] }))
    },
  },
  {
    group: 'twilio-m',
    parts: [
      'ToCountry',
      'NumSegments',
      'SmsSid',
      'SmsMessageSid',
      'ApiVersion',
      'FromZip',
      'ReferralNumMedia',
      'NumMedia',
    ],
    tell(line, from, id, words, change) {
      const delivery = twilio.message(line, from, id, words)
      const changed = change(Object.fromEntries(new URLSearchParams(delivery.body.toString())))
      const written = Object.entries(changed).map(([name, value]) => [name, asText(value)])
      return twilio.form(line, Object.fromEntries(written) as Record<string, string>)
    },
  },
  {
    group: 'sendblue-m',
    parts: [
      ...['error_code', 'error_message', 'was_downgraded', 'plan', 'participants', 'send_style', 'service'],
      ...[
        'accountEmail',
        'group_display_name',
        'media_url',
        'date_updated',
        'reply_to',
        'thread_originator',
        'opted_out',
      ],
    ],
    tell: (line, from, id, words, change) =>
      json(line, change(asMembers(sendblueRow(line, from, id, { content: words })))),
  },
  {
    group: 'linq-m',
    parts: [
      'preferred_service',
      'effect',
      'reply_to',
      'idempotency_key',
      'delivered_at',
      'read_at',
      'service',
      'attachments',
    ],
    tell: (line, from, id, words, change) =>
      json(line, linq.event('message.received', change(linq.message(line, from, id, [linq.text(words)])), id)),
  },
  {
    group: 'linq-m',
    parts: ['reactions', 'text_decorations', 'url', 'filename', 'mime_type', 'fallback_text'],
    tell: (line, from, id, words, change) =>
      json(line, linq.event('message.received', linq.message(line, from, id, [change(linq.text(words))]), id)),
  },
  {
    group: 'chert-m',
    parts: ['trace_id', 'partner_id', 'webhook_version', 'api_version'],
    tell: (line, from, id, words, change) => {
      const data = chert.message(line, from, id, [{ type: 'text', value: words }])
      return json(line, change(chert.event('message.received', data, id)))
    },
  },
  {
    group: 'chert-m',
    parts: ['filename', 'mime_type', 'url', 'attachment_id', 'reactions'],
    tell: (line, from, id, words, change) => {
      const data = chert.message(line, from, id, [change({ type: 'text', value: words })])
      return json(line, chert.event('message.received', data, id))
    },
  },
  {
    group: 'tuco-m',
    parts: [
      'leadId',
      'firstName',
      'lastName',
      'parentMessages',
      'recipientName',
      'attachmentUrls',
      'attachmentNames',
      'lead',
    ],
    tell: (line, from, id, words, change) => json(line, change(tuco.flat(line, from, id, words))),
  },
  {
    group: 'bluebubbles-m',
    parts: [
      ...[
        'handleId',
        'otherHandle',
        'attachments',
        'hasDdResults',
        'isArchived',
        'groupTitle',
        'groupActionType',
        'payloadData',
      ],
      ...[
        'messageSummaryInfo',
        'expressiveSendStyleId',
        'threadOriginatorGuid',
        'balloonBundleId',
        'chats',
        'dateRead',
      ],
    ],
    tell: (line, from, id, words, change) =>
      json(line, { type: 'new-message', data: change(blueBubblesRow(from, id, { text: words })) }),
  },
  {
    group: 'kannel-m',
    parts: ['to', 'smsc', 'charset', 'coding', 'mclass', 'udh'],
    tell(line, from, id, words, change) {
      const delivery = kannel.reply(line, from, id, words)
      const changed = change(Object.fromEntries(new URLSearchParams(delivery.query)))
      const query = new URLSearchParams(
        Object.entries(changed).map(([name, value]): [string, string] => [name, asText(value)]),
      )
      return { ...delivery, query: query.toString() }
    },
  },
]

/** What may stand in the place of a part, by name. */
const odd: Record<string, (name: string) => Change> = {
  missing:
    (name) =>
    ({ [name]: _, ...rest }) =>
      rest,
  null: (name) => (members) => ({ ...members, [name]: null }),
  'of another type': (name) => (members) => ({ ...members, [name]: typeof members[name] === 'string' ? 7 : 'x' }),
  'an object': (name) => (members) => ({ ...members, [name]: { seen: true } }),
}

/** Optional parts never decide. */
export function oddParts(maker: Maker): void {
  for (const { group, parts, tell } of places) {
    for (const [index, name] of parts.entries()) {
      for (const [place, [how, change]] of Object.entries(odd).entries()) {
        // Two of the four for each part, so that all meet all.
        if ((index + place) % 2 === 1) continue
        const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
        const { provider } = lineOf(line)
        const [id, words] = [vendorId(maker, provider), maker.words(mark)]
        maker.add({
          ...{ kind: 'D', shape: `${name} ${how}`, provider, mark, who },
          acts: [{ do: 'tell', make: () => tell(line, who.phone, id, words, change(name)) }],
          expect: { becomes: 'message', words: [words] },
        })
      }
    }
  }
}

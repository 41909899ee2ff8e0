import { blueBubblesRow } from '../forms/bluebubbles.ts'
import { chert } from '../forms/chert.ts'
import { json } from '../forms/json.ts'
import { linq } from '../forms/linq.ts'
import { sendblueRow } from '../forms/sendblue.ts'
import { tuco } from '../forms/tuco.ts'
import { twilio } from '../forms/twilio.ts'
import { whatsapp } from '../forms/whatsapp.ts'
import type { Act, Delivery } from '../item.ts'
import { lineOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

type Members = Record<string, unknown>
type Tell = (line: string, to: string, id: string, words: string) => Delivery[]

const echo = (line: string, to: string, id: string, content: Members, field = 'smb_message_echoes') => {
  const message = {
    from: lineOf(line).address.slice(1),
    to: to.slice(1),
    id,
    timestamp: String(Math.floor(Date.now() / 1_000)),
    ...content,
  }
  return whatsapp.post(line, whatsapp.change(line, { message_echoes: [message] }, field))
}
const seat = (line: string, to: string, id: string, words: string, more: Members) =>
  json(line, sendblueRow(line, to, id, { is_outbound: true, content: words, ...more }))
const app = (line: string, to: string, id: string, words: string, type: string, more: Members = {}) =>
  json(
    line,
    linq.event(
      type,
      linq.message(line, to, id, [linq.text(words)], { direction: 'outbound', ...more }),
      `${id}-${type}`,
    ),
  )
const phone = (line: string, to: string, guid: string, words: string, more: Members = {}, type = 'new-message') =>
  json(line, { type, data: blueBubblesRow(to, guid, { isFromMe: true, text: words, ...more }) })

/** What the company wrote without us, as each vendor tells it. */
const told: Record<string, Record<string, Tell>> = {
  'whatsapp-m': {
    'an echo of the app': (line, to, id, words) => [echo(line, to, id, { type: 'text', text: { body: words } })],
    'an echo, told twice': (line, to, id, words) =>
      [1, 2].map(() => echo(line, to, id, { type: 'text', text: { body: words } })),
    'an echo of a picture': (line, to, id, words) => [
      echo(line, to, id, { type: 'image', image: { id: '1', mime_type: 'image/jpeg', caption: words } }),
    ],
    'an echo with statuses': (line, to, id, words) => [
      echo(line, to, id, { type: 'text', text: { body: words } }),
      whatsapp.statuses(line, whatsapp.status(id, to, 'delivered')),
    ],
  },
  'sendblue-m': {
    'a seat of the dashboard, sent': (line, to, id, words) => [
      seat(line, to, id, words, { status: 'SENT', seat_id: 's1', sender_email: 'bob@company.example' }),
    ],
    'a seat of the dashboard, delivered': (line, to, id, words) => [
      seat(line, to, id, words, { status: 'DELIVERED', seat_id: 's1', sender_email: 'bob@company.example' }),
    ],
    'a seat, status by status': (line, to, id, words) =>
      ['QUEUED', 'SENT', 'DELIVERED', 'READ'].map((status) => seat(line, to, id, words, { status, seat_id: 's1' })),
  },
  'chert-m': {
    'the console': (line, to, id, words) => [
      json(
        line,
        chert.event(
          'message.received',
          chert.message(line, to, id, [{ type: 'text', value: words }], { direction: 'outbound' }),
          id,
        ),
      ),
    ],
  },
  'bluebubbles-m': {
    'the phone itself': (line, to, id, words) => [phone(line, to, id, words)],
    'the phone, told twice': (line, to, id, words) => [phone(line, to, id, words), phone(line, to, id, words)],
    'the phone, then delivered': (line, to, id, words) => {
      const { chats: _, ...row } = blueBubblesRow(to, id, {
        isFromMe: true,
        text: words,
        dateDelivered: Date.now(),
        isDelivered: true,
      })
      return [phone(line, to, id, words), json(line, { type: 'updated-message', data: row })]
    },
    'another app with its own temporary id': (line, to, id, words) => [
      phone(line, to, id, words, { tempGuid: 'temp-3f8a' }),
    ],
  },
  'tuco-m': {
    'a campaign of the workspace': (line, to, id, words) => {
      const message = {
        _id: id,
        message: words,
        recipientPhone: to,
        fromLineId: lineOf(line).vendorId,
        status: 'sent',
        batchId: null,
      }
      return [json(line, { ...tuco.status(line, to, id, 'message.sent'), message })]
    },
  },
}

/** The same, known by the vendor's list alone. */
const listed: Record<string, Record<string, (line: string, to: string, id: string, words: string) => object>> = {
  'twilio-h': {
    'another program, sent': (line, to, sid, words) =>
      twilio.resource(line, sid, {
        direction: 'outbound-api',
        from: lineOf(line).address,
        to,
        body: words,
        status: 'sent',
      }),
    'another program, delivered': (line, to, sid, words) =>
      twilio.resource(line, sid, {
        direction: 'outbound-api',
        from: lineOf(line).address,
        to,
        body: words,
        status: 'delivered',
      }),
    'a flow that answered': (line, to, sid, words) =>
      twilio.resource(line, sid, {
        direction: 'outbound-reply',
        from: lineOf(line).address,
        to,
        body: words,
        status: 'delivered',
      }),
  },
  'sendblue-h': {
    'a seat of the dashboard': (line, to, id, words) =>
      sendblueRow(line, to, id, {
        is_outbound: true,
        status: 'DELIVERED',
        content: words,
        seat_id: 's1',
        sender_email: 'bob@company.example',
      }),
  },
  'linq-h': {
    'the app': (_line, to, id, words) =>
      linq.row(to, id, [linq.text(words)], {
        is_from_me: true,
        from_handle: null,
        to_handle: { handle: to },
        handles: [{ handle: to }],
      }),
  },
  'bluebubbles-h': {
    'the phone itself': (_line, to, id, words) =>
      blueBubblesRow(to, id, { isFromMe: true, text: words, originalROWID: undefined }),
  },
}

/** What the company wrote elsewhere belongs to the conversation, once. */
export function elsewhere(maker: Maker): void {
  for (const [group, shapes] of Object.entries(told)) {
    for (const [shape, tell] of Object.entries(shapes)) {
      for (let turn = 0; turn < 2; turn += 1) {
        add(maker, group, shape, (line, to, id, words) => {
          const count = tell(line, to, id, words).length
          return Array.from({ length: count }, (_, place): Act => ({
            do: 'tell',
            make: () => tell(line, to, id, words)[place]!,
          }))
        })
      }
    }
  }
  byApp(maker)
  for (const [group, shapes] of Object.entries(listed)) {
    for (const [shape, row] of Object.entries(shapes)) {
      for (let turn = 0; turn < 2; turn += 1) {
        add(maker, group, `by the list: ${shape}`, (line, to, id, words) => [
          { do: 'list', lineId: line, make: () => JSON.parse(JSON.stringify(row(line, to, id, words))) as object },
        ])
      }
    }
  }
}

/** Linq's events do not say to whom it went; its list does. */
function byApp(maker: Maker): void {
  const ways: Record<string, string[]> = {
    'the app, sent': ['message.sent'],
    'the app, sent, delivered, read': ['message.sent', 'message.delivered', 'message.read'],
    'the app, delivered first': ['message.delivered', 'message.sent'],
  }
  for (const [shape, types] of Object.entries(ways)) {
    for (let turn = 0; turn < 2; turn += 1) {
      add(maker, 'linq-h', shape, (line, to, id, words) => [
        ...types.map((type): Act => ({ do: 'tell', make: () => app(line, to, id, words, type) })),
        {
          do: 'list',
          lineId: line,
          make: () => linq.row(to, id, [linq.text(words)], { is_from_me: true, from_handle: null }),
        },
      ])
    }
  }
}

function add(
  maker: Maker,
  group: string,
  shape: string,
  acts: (line: string, to: string, id: string, words: string) => Act[],
): void {
  const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
  const { provider } = lineOf(line)
  const id = provider === 'whatsapp' ? `wamid.${maker.id()}` : provider === 'twilio' ? `SM${maker.hex(32)}` : maker.id()
  const words = maker.words(mark)
  const properties = { mobilephone: who.phone }
  const expect = { becomes: 'elsewhere' as const, words: [words] }
  maker.add({ kind: 'P', shape, provider, mark, who, properties, acts: acts(line, who.phone, id, words), expect })
}

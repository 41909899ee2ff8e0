import { begin } from '../forms/begin.ts'
import { blueBubblesRow } from '../forms/bluebubbles.ts'
import { chert } from '../forms/chert.ts'
import { linq } from '../forms/linq.ts'
import { sendblueRow } from '../forms/sendblue.ts'
import { twilio } from '../forms/twilio.ts'
import type { Act, Expectation, Status } from '../item.ts'
import { lineOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

interface Given {
  line: string
  from: string
  id: string
  words: string
  file: string
  mark: string
}
type Listed = (given: Given) => { row: object; words?: string[]; files?: string[] }

const said = (words: string) => ({ words: [words] })
const photo = { guid: 'at_0_1', mimeType: 'image/jpeg', uti: 'public.jpeg', totalBytes: 9 }

/** What a webhook would have told, as the vendor's list has it. */
const lists: Record<string, Record<string, Listed>> = {
  'twilio-h': {
    'a text': ({ line, from, id, words }) => ({
      row: twilio.resource(line, id, { from, body: words }),
      ...said(words),
    }),
    'an RCS message': ({ line, from, id, words }) => ({
      row: twilio.resource(line, id, {
        from: `rcs:${from}`,
        to: 'rcs:acme_agent',
        body: words,
        messaging_service_sid: twilio.service(line),
      }),
      ...said(words),
    }),
    'a picture beside words': ({ line, from, id, words }) => ({
      row: twilio.resource(line, id, {
        from,
        body: words,
        num_media: '1',
        media_list: [{ sid: `ME${id.slice(2)}`, content_type: 'image/jpeg' }],
      }),
      ...said(words),
      files: ['attachment-1'],
    }),
    'a text that was late': ({ line, from, id, words }) => {
      const at = new Date(Date.now() - 1_800_000).toUTCString().replace('GMT', '+0000')
      return { row: twilio.resource(line, id, { from, body: words, date_sent: at, date_created: at }), ...said(words) }
    },
  },
  'sendblue-h': {
    'a text': ({ line, from, id, words }) => ({ row: sendblueRow(line, from, id, { content: words }), ...said(words) }),
    'an SMS': ({ line, from, id, words }) => ({
      row: sendblueRow(line, from, id, { content: words, service: 'SMS', was_downgraded: true }),
      ...said(words),
    }),
    'a picture': ({ line, from, id, file }) => ({
      row: sendblueRow(line, from, id, { media_url: `https://storage.example/${file}` }),
      files: [file],
    }),
    'a place': ({ line, from, id, mark }) => ({
      row: sendblueRow(line, from, id, {
        message_type: 'location',
        location: { latitude: 52.5, longitude: 13.4, name: mark },
      }),
      words: ['52.5', '13.4'],
    }),
  },
  'linq-h': {
    'a text': ({ from, id, words }) => ({ row: linq.row(from, id, [linq.text(words)]), ...said(words) }),
    'an answer in a thread without the message’s id': ({ from, id, words }) => ({
      row: linq.row(from, id, [linq.text(words)], { reply_to: { part_index: 0 } }),
      ...said(words),
    }),
    'an answer to null': ({ from, id, words }) => ({
      row: linq.row(from, id, [linq.text(words)], { reply_to: { message_id: null } }),
      ...said(words),
    }),
    'a picture': ({ from, id, file }) => ({
      row: linq.row(from, id, [
        { type: 'media', url: `https://cdn.linqapp.example/${file}`, filename: file, mime_type: 'image/jpeg' },
      ]),
      files: [file],
    }),
  },
  'chert-h': {
    'a text': ({ line, from, id, words }) => ({
      row: chert.event('message.received', chert.message(line, from, id, [{ type: 'text', value: words }]), id),
      ...said(words),
    }),
    'a text inside a payload': ({ line, from, id, words }) => {
      const payload = chert.event(
        'message.received',
        chert.message(line, from, id, [{ type: 'text', value: words }]),
        id,
      )
      const at = new Date().toISOString()
      return {
        row: { type: 'message.received', event_id: `chert:msg:${id}`, created_at: at, status: 'failed', payload },
        ...said(words),
      }
    },
    'a file': ({ line, from, id, file }) => ({
      row: chert.event(
        'message.received',
        chert.message(line, from, id, [{ type: 'media', attachment_id: 'a', filename: file, mime_type: 'image/png' }]),
        id,
      ),
      files: [file],
    }),
  },
  'tuco-h': {
    'a reply': ({ from, id, words }) => ({ row: reply(from, id, words), ...said(words) }),
    'a reply with others before it': ({ from, id, words }) => ({
      row: {
        ...reply(from, id, words),
        recentReplies: [{ messageId: id, message: words.slice(0, 200), receivedAtUtc: new Date().toISOString() }],
      },
      ...said(words),
    }),
    'a reply whose words stand in the list alone': ({ from, id, words }) => ({
      row: {
        ...reply(from, id, words),
        message: null,
        recentReplies: [{ messageId: id, message: words, receivedAtUtc: new Date().toISOString() }],
      },
      ...said(words),
    }),
  },
  'bluebubbles-h': {
    'a text': ({ from, id, words }) => ({
      row: blueBubblesRow(from, id, { text: words, originalROWID: undefined }),
      ...said(words),
    }),
    'a text in a chat of any service': ({ from, id, words }) => ({
      row: blueBubblesRow(from, id, {
        text: words,
        originalROWID: undefined,
        chats: [{ guid: `any;-;${from}`, style: 45 }],
      }),
      ...said(words),
    }),
    'a picture': ({ from, id, file }) => ({
      row: blueBubblesRow(from, id, {
        text: '\ufffc',
        originalROWID: undefined,
        attachments: [{ ...photo, transferName: file }],
      }),
      files: [file],
    }),
    'a subject alone': ({ from, id, words }) => ({
      row: blueBubblesRow(from, id, { subject: words, originalROWID: undefined }),
      ...said(words),
    }),
  },
}

function reply(from: string, id: string, words: string): object {
  const at = new Date().toISOString()
  return {
    leadId: `lead-${from}`,
    messageId: id,
    message: words,
    respondedAtUtc: at,
    recipientPhone: from,
    recipientEmail: null,
    recentReplies: [],
    parentMessages: [],
  }
}

/** Whatever a webhook would have told is told by the list. */
export function histories(maker: Maker): void {
  for (const [group, shapes] of Object.entries(lists)) {
    for (const [shape, list] of Object.entries(shapes)) {
      for (let turn = 0; turn < 2; turn += 1) {
        const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
        const { provider } = lineOf(line)
        const id = provider === 'twilio' ? `SM${maker.hex(32)}` : maker.id()
        const given = { line, from: who.phone, id, words: maker.words(mark), file: `IMG_${mark}.jpeg`, mark }
        const { words, files } = list(given)
        const expect: Expectation = { becomes: 'message', ...(words ? { words } : {}), ...(files ? { files } : {}) }
        const make = () => JSON.parse(JSON.stringify(list(given).row)) as object
        const acts: Act[] = [{ do: 'list', lineId: line, make }]
        maker.add({ kind: 'Q', shape, provider, mark, who, properties: { mobilephone: who.phone }, acts, expect })
      }
    }
  }
  statuses(maker)
}

/** Callbacks were lost; the list has one status after the other. */
function statuses(maker: Maker): void {
  const stories: Record<string, string[][]> = {
    'twilio-h': [
      ['sending', 'sent'],
      ['queued', 'sending', 'sent', 'delivered'],
      ['sent', 'undelivered'],
      ['accepted', 'delivered'],
    ],
    'sendblue-h': [
      ['QUEUED', 'SENT'],
      ['SENT', 'DELIVERED'],
      ['PENDING', 'ERROR'],
      ['DELIVERED', 'READ'],
    ],
  }
  const means: Record<string, Status> = { ERROR: 'failed', READ: 'read', SENT: 'sent', DELIVERED: 'delivered' }
  for (const [group, all] of Object.entries(stories)) {
    for (const words of all) {
      const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
      const { provider, address } = lineOf(line)
      const { acts, openings } = begin(maker, line, who.phone)
      const told = words.flatMap((status): Act[] => {
        const make = ({ providerId }: { providerId: string }) =>
          provider === 'twilio'
            ? twilio.resource(line, providerId, {
                direction: 'outbound-api',
                from: address,
                to: who.phone,
                status,
                body: 'x',
              })
            : sendblueRow(line, who.phone, providerId, { is_outbound: true, status, content: 'x' })
        return [
          { do: 'list', lineId: line, make },
          { do: 'wait', ms: 7_500 },
        ]
      })
      const last = words.at(-1) ?? ''
      maker.add({
        ...{
          kind: 'Q',
          shape: `statuses ${words.join(', ')}`,
          provider,
          mark,
          who,
          openings,
          acts: [...acts, ...told],
        },
        properties: { mobilephone: who.phone },
        expect: { becomes: 'status', status: [means[last] ?? (last as Status)] },
      })
    }
  }
}

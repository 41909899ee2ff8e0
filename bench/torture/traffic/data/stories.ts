import { blueBubblesRow } from '../forms/bluebubbles.ts'
import { json } from '../forms/json.ts'
import { linq } from '../forms/linq.ts'
import { sendblueRow } from '../forms/sendblue.ts'
import { tellText } from '../forms/tell-text.ts'
import { tuco } from '../forms/tuco.ts'
import { whatsapp } from '../forms/whatsapp.ts'
import type { Delivery, Expectation } from '../item.ts'

/** What is known of a story before it is told: its words first, and those that come later. */
interface Parts {
  line: string
  from: string
  id: string
  first: string
  later: string
  file: string
}
type Story = [shape: string, group: string, tell: (parts: Parts) => Delivery[], expect: (parts: Parts) => Expectation]

const row = ({ from, id }: Parts, more: Record<string, unknown>) => blueBubblesRow(from, id, more)
const without = ({ chats: _, ...data }: Record<string, unknown>) => data
const mac = (line: string, type: string, data: Record<string, unknown>) => json(line, { type, data })
const picture = (name: string) => ({
  ...{ originalROWID: 1, guid: `at_0_${name}`, uti: 'public.jpeg', mimeType: 'image/jpeg', transferName: name },
  totalBytes: 90_000,
})
const edited = ({ later }: Parts): Expectation => ({ becomes: 'edited', words: [later] })
const withFile = ({ file }: Parts): Expectation => ({ becomes: 'message', files: [file] })

/** Messages that are told in several pieces, changed, or taken back. */
export const stories: readonly Story[] = [
  [
    'file told later, without words',
    'bluebubbles-m',
    (p) => [
      mac(p.line, 'new-message', row(p, { text: '\ufffc' })),
      mac(p.line, 'updated-message', without(row(p, { text: '\ufffc', attachments: [picture(p.file)] }))),
    ],
    withFile,
  ],
  [
    'file told later, beside words',
    'bluebubbles-m',
    (p) => [
      mac(p.line, 'new-message', row(p, { text: `\ufffc${p.first}` })),
      mac(p.line, 'updated-message', without(row(p, { text: `\ufffc${p.first}`, attachments: [picture(p.file)] }))),
    ],
    (p) => ({ becomes: 'message', words: [p.first], files: [p.file] }),
  ],
  [
    'file told later, by a second new-message',
    'bluebubbles-m',
    (p) => [
      mac(p.line, 'new-message', row(p, { text: '\ufffc' })),
      mac(p.line, 'new-message', row(p, { text: '\ufffc', attachments: [picture(p.file)] })),
    ],
    withFile,
  ],
  [
    'subject alone',
    'bluebubbles-m',
    (p) => [mac(p.line, 'new-message', row(p, { subject: p.first, text: null }))],
    (p) => ({ becomes: 'message', words: [p.first] }),
  ],
  [
    'subject beside a blank',
    'bluebubbles-m',
    (p) => [mac(p.line, 'new-message', row(p, { subject: p.first, text: ' ' }))],
    (p) => ({ becomes: 'message', words: [p.first] }),
  ],
  [
    'words in attributedBody',
    'bluebubbles-m',
    (p) => [mac(p.line, 'new-message', row(p, { text: null, attributedBody: [{ string: p.first, runs: [] }] }))],
    (p) => ({ becomes: 'message', words: [p.first] }),
  ],
  [
    'words told later',
    'bluebubbles-m',
    (p) => [
      mac(p.line, 'new-message', row(p, { text: null })),
      mac(p.line, 'updated-message', without(row(p, { text: p.first }))),
    ],
    (p) => ({ becomes: 'message', words: [p.first] }),
  ],
  [
    'edited',
    'bluebubbles-m',
    (p) => [
      mac(p.line, 'new-message', row(p, { text: p.first })),
      mac(p.line, 'updated-message', without(row(p, { text: p.later, dateEdited: Date.now() }))),
    ],
    edited,
  ],
  [
    'unsent',
    'bluebubbles-m',
    (p) => [
      mac(p.line, 'new-message', row(p, { text: p.first })),
      mac(
        p.line,
        'updated-message',
        without(row(p, { text: null, dateEdited: Date.now(), dateRetracted: Date.now() })),
      ),
    ],
    () => ({ becomes: 'unsent' }),
  ],
  [
    'file told later under the same handle',
    'sendblue-m',
    (p) => [
      json(p.line, sendblueRow(p.line, p.from, p.id, { content: p.first })),
      json(
        p.line,
        sendblueRow(p.line, p.from, p.id, { content: p.first, media_url: `https://storage.example/${p.file}` }),
      ),
    ],
    (p) => ({ becomes: 'message', words: [p.first], files: [p.file] }),
  ],
  [
    'words told later under the same handle',
    'sendblue-m',
    (p) => [
      json(p.line, sendblueRow(p.line, p.from, p.id, { media_url: `https://storage.example/${p.file}` })),
      json(
        p.line,
        sendblueRow(p.line, p.from, p.id, { content: p.first, media_url: `https://storage.example/${p.file}` }),
      ),
    ],
    (p) => ({ becomes: 'message', words: [p.first], files: [p.file] }),
  ],
  [
    'edited',
    'linq-m',
    (p) => [
      tellText(p.line, p.from, p.id, p.first),
      json(p.line, linq.event('message.edited', linqEdit(p), `${p.id}-e`)),
    ],
    edited,
  ],
  [
    'edited',
    'whatsapp-m',
    (p) => [
      tellText(p.line, p.from, p.id, p.first),
      whatsapp.messages(
        p.line,
        whatsapp.message(p.from, `${p.id}e`, {
          type: 'edit',
          edit: { original_message_id: p.id, message: { type: 'text', text: { body: p.later } } },
        }),
      ),
    ],
    edited,
  ],
  [
    'edited, with a context inside',
    'whatsapp-m',
    (p) => [
      tellText(p.line, p.from, p.id, p.first),
      whatsapp.messages(
        p.line,
        whatsapp.message(p.from, `${p.id}e`, {
          type: 'edit',
          edit: {
            original_message_id: p.id,
            message: { context: { id: 'wamid.other' }, type: 'text', text: { body: p.later } },
          },
        }),
      ),
    ],
    edited,
  ],
  [
    'caption edited',
    'whatsapp-m',
    (p) => [
      whatsapp.messages(
        p.line,
        whatsapp.message(p.from, p.id, {
          type: 'image',
          image: { id: '1', mime_type: 'image/jpeg', caption: p.first },
        }),
      ),
      whatsapp.messages(
        p.line,
        whatsapp.message(p.from, `${p.id}e`, {
          type: 'edit',
          edit: {
            original_message_id: p.id,
            message: { type: 'image', image: { id: '1', mime_type: 'image/jpeg', caption: p.later } },
          },
        }),
      ),
    ],
    edited,
  ],
  [
    'unsent',
    'whatsapp-m',
    (p) => [
      tellText(p.line, p.from, p.id, p.first),
      whatsapp.messages(
        p.line,
        whatsapp.message(p.from, `${p.id}r`, { type: 'revoke', revoke: { original_message_id: p.id } }),
      ),
    ],
    () => ({ becomes: 'unsent' }),
  ],
  [
    'files told later under the same id',
    'tuco-m',
    (p) => [
      json(p.line, tuco.flat(p.line, p.from, p.id, p.first)),
      json(
        p.line,
        tuco.flat(p.line, p.from, p.id, p.first, {
          attachmentUrls: [`https://files.tuco.example/${p.file}`],
          attachmentNames: [p.file],
        }),
      ),
    ],
    (p) => ({ becomes: 'message', words: [p.first], files: [p.file] }),
  ],
]

function linqEdit({ line, from, id, later }: Parts): Record<string, unknown> {
  const { chat, sender_handle } = linq.message(line, from, id, [])
  return {
    id,
    direction: 'inbound',
    chat,
    sender_handle,
    part: { index: 0, text: later },
    edited_at: new Date().toISOString(),
  }
}

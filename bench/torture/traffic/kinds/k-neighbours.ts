import { blueBubblesRow } from '../forms/bluebubbles.ts'
import { chert } from '../forms/chert.ts'
import { begin } from '../forms/begin.ts'
import { linq } from '../forms/linq.ts'
import { sendblueRow } from '../forms/sendblue.ts'
import { twilio } from '../forms/twilio.ts'
import { whatsapp } from '../forms/whatsapp.ts'
import type { Act, RawAnswer } from '../item.ts'
import { lineOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

type Members = Record<string, unknown>

/** What nobody can read: no sender, no message at all. `mark` is in it, so that its bytes are found again. */
const unreadable: Record<string, (mark: string) => unknown> = {
  'without a sender': (mark) => ({ id: `wamid.${mark}`, timestamp: '1790000000', type: 'text', text: { body: mark } }),
  'a text in the place of a message': (mark) => mark,
  'a list in the place of a message': (mark) => [mark],
  'without an id': (mark) => ({ from: '12025550100', timestamp: '1790000000', type: 'text', text: { body: mark } }),
  'a sender that is an object': (mark) => ({
    from: { mark },
    id: `wamid.${mark}`,
    timestamp: '1790000000',
    type: 'text',
  }),
}

export function neighbours(maker: Maker): void {
  for (const [shape, make] of Object.entries(unreadable)) {
    for (const place of ['before', 'after', 'in another change'] as const) webhook(maker, shape, make, place)
  }
  for (const [provider, { good, bad }] of Object.entries(rows)) {
    for (const [shape, change] of Object.entries(bad)) {
      for (let turn = 0; turn < 2; turn += 1) page(maker, provider, `a page with one ${shape}`, good, change)
    }
  }
  for (const [group, shapes] of Object.entries(answers)) {
    for (const [shape, answer] of Object.entries(shapes)) answered(maker, group, shape, answer)
  }
}

function webhook(maker: Maker, shape: string, make: (mark: string) => unknown, place: string): void {
  const [who, mark, bad, line] = [maker.someone(), maker.mark(), maker.mark(), maker.line('whatsapp-m')]
  const [id, words] = [`wamid.${maker.id()}`, maker.words(mark)]
  const tell = () => {
    const good = whatsapp.text(who.phone, id, words)
    const odd = make(bad) as Members
    if (place === 'in another change') {
      const changes = [[odd], [good]].map((messages) => whatsapp.change(line, { messages }))
      return whatsapp.post(line, ...changes)
    }
    const messages = place === 'before' ? [odd, good] : [good, odd]
    return whatsapp.post(line, whatsapp.change(line, { messages }))
  }
  maker.add({
    ...{ kind: 'K', shape: `${shape} ${place}`, provider: 'whatsapp', mark, who },
    acts: [{ do: 'tell', make: tell }],
    expect: { becomes: 'message', words: [words], parked: bad },
  })
}

type Row = (line: string, from: string, id: string, words: string) => Members

/** A row of each vendor's list, and what makes it unreadable; its time stays, where there is one to stay. */
const rows: Record<string, { good: Row; bad: Record<string, (row: Members, mark: string) => Members> }> = {
  sendblue: {
    good: (line, from, id, words) => sendblueRow(line, from, id, { content: words }) as Members,
    bad: {
      'without a handle': ({ message_handle: _, ...row }) => row,
      'with an object for its number': (row, mark) => ({ ...row, number: { mark }, from_number: { mark } }),
      'without any number': ({ number: _, from_number: __, ...row }) => row,
    },
  },
  linq: {
    good: (_line, from, id, words) => linq.row(from, id, [linq.text(words)]),
    bad: {
      'without a sender': ({ from_handle: _, ...row }) => row,
      'with an object for its sender': (row, mark) => ({ ...row, from_handle: { handle: { mark } } }),
    },
  },
  twilio: {
    good: (line, from, id, words) => twilio.resource(line, id, { from, body: words }) as Members,
    bad: {
      'without a sender': (row) => ({ ...row, from: null }),
      'with an object for its sid': (row, mark) => ({ ...row, sid: { mark } }),
    },
  },
  chert: {
    good: (line, from, id, words) =>
      chert.event('message.received', chert.message(line, from, id, [{ type: 'text', value: words }]), id),
    bad: {
      'without a message': (row, mark) => ({ ...row, data: { chat: null, note: mark } }),
      'with a text for its data': (row, mark) => ({ ...row, data: mark }),
    },
  },
  tuco: {
    good: (_line, from, id, words) => ({
      ...{ leadId: `lead-${from}`, messageId: id, message: words, respondedAtUtc: new Date().toISOString() },
      ...{ recipientPhone: from, recipientEmail: null, name: from, recentReplies: [], parentMessages: [] },
    }),
    bad: {
      'without a sender': (row) => ({ ...row, recipientPhone: null }),
      'with an object for its sender': (row, mark) => ({ ...row, recipientPhone: { mark } }),
    },
  },
  bluebubbles: {
    good: (_line, from, id, words) => blueBubblesRow(from, id, { text: words, originalROWID: undefined }),
    bad: {
      'without a sender': (row) => ({ ...row, handle: null, chats: [] }),
      'with an object for its sender': (row, mark) => ({ ...row, handle: { mark }, chats: { mark } }),
    },
  },
}

function page(
  maker: Maker,
  provider: string,
  shape: string,
  good: Row,
  change: (row: Members, mark: string) => Members,
): void {
  const [who, mark, bad] = [maker.someone(), maker.mark(), maker.mark()]
  const line = maker.line(`${provider}-h`)
  const id = provider === 'twilio' ? `SM${maker.hex(32)}` : maker.id()
  const oddId = provider === 'twilio' ? `SM${maker.hex(32)}` : maker.id()
  const words = maker.words(mark)
  const stranger = maker.phone()
  const acts: Act[] = [
    { do: 'list', lineId: line, make: () => trimmed(change(good(line, stranger, oddId, `Odd ${bad}`), bad)) },
    { do: 'list', lineId: line, make: () => trimmed(good(line, who.phone, id, words)) },
  ]
  maker.add({
    kind: 'K',
    shape,
    provider,
    mark,
    who,
    acts,
    expect: { becomes: 'message', words: [words], parked: bad },
  })
}

function trimmed(row: Members): Members {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))
}

/** Answers that say yes, with something odd beside it. */
const answers: Record<string, Record<string, (maker: Maker, line: string) => RawAnswer>> = {
  'whatsapp-x': {
    'contacts are missing': (maker) =>
      yes({ messaging_product: 'whatsapp', messages: [{ id: `wamid.${maker.id()}` }] }),
    'contacts are null': (maker) =>
      yes({ contacts: null, messages: [{ id: `wamid.${maker.id()}`, message_status: 7 }] }),
  },
  'twilio-x': {
    'an odd status beside': (maker, line) =>
      yes(
        {
          ...twilio.resource(line, `SM${maker.hex(32)}`, { direction: 'outbound-api', num_segments: {}, price: {} }),
          status: 'queued',
        },
        201,
      ),
    'little beside the sid': (maker) => yes({ sid: `SM${maker.hex(32)}`, status: 'queued' }, 201),
  },
  'sendblue-x': {
    'codes that are objects': (maker) =>
      yes({ message_handle: maker.id(), status: 'QUEUED', error_code: {}, error_message: [] }),
    'little beside the handle': (maker) => yes({ message_handle: maker.id(), status: 'QUEUED' }),
  },
  'chert-x': {
    'ids that are null': (maker) => yes({ status: 'sent', message_id: maker.id(), lead_id: null, convo_id: null }),
    'a word in the place of a flag': (maker) => yes({ status: 'sent', message_id: maker.id(), lead_created: 'no' }),
  },
  'tuco-x': {
    'little beside the id': (maker) => yes({ success: true, status: 'pending', message: { _id: maker.id() } }, 201),
    'dates that are numbers': (maker) =>
      yes({ success: true, status: 'pending', message: { _id: maker.id(), sentAt: 7, createdAt: {} } }, 201),
  },
  'kannel-x': { 'more words behind': () => ({ status: 202, body: '0: Accepted for delivery, node 2' }) },
}

function yes(body: object, status = 200): RawAnswer {
  return { status, body }
}

function answered(maker: Maker, group: string, shape: string, answer: (maker: Maker, line: string) => RawAnswer): void {
  for (let turn = 0; turn < 2; turn += 1) {
    const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
    const { acts, openings } = begin(maker, line, who.phone, answer(maker, line))
    maker.add({
      ...{ kind: 'K', shape: `an answer: ${shape}`, provider: lineOf(line).provider, mark, who, acts, openings },
      properties: { mobilephone: who.phone },
      expect: { becomes: 'status', status: ['sending', 'sent', 'delivered'] },
    })
  }
}

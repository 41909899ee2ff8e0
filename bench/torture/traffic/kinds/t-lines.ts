import { json } from '../forms/json.ts'
import { linq } from '../forms/linq.ts'
import { chert } from '../forms/chert.ts'
import { sendblueRow } from '../forms/sendblue.ts'
import { tuco } from '../forms/tuco.ts'
import { twilio } from '../forms/twilio.ts'
import { whatsapp } from '../forms/whatsapp.ts'
import { blueBubblesRow } from '../forms/bluebubbles.ts'
import type { Act, Delivery, Expectation } from '../item.ts'
import { lineOf, lines } from '../lines.ts'
import type { Maker } from '../maker.ts'

type Members = Record<string, unknown>
interface Given {
  line: string
  /** Another line of the same vendor. */
  other: string
  from: string
  id: string
  words: string
}
type Tell = (given: Given) => Delivery

const otherOf = (line: string) =>
  lines.find(
    ({ id, provider, channel }) =>
      id !== line && provider === lineOf(line).provider && channel === lineOf(line).channel,
  )!.id
const blue = ({ line, from, id, words }: Given, more: Members) => {
  const row = { ...sendblueRow(line, from, id, { content: words }), ...more }
  return json(line, Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)))
}

/** Told at this line's door, and of another line of the account. */
const ofAnother: Record<string, Record<string, Tell>> = {
  'sendblue-m': {
    'named by to_number alone': (g) => blue(g, { sendblue_number: undefined, to_number: lineOf(g.other).address }),
    'named by sendblue_number': (g) => blue(g, { sendblue_number: lineOf(g.other).address }),
    'named by both': (g) => blue(g, { sendblue_number: lineOf(g.other).address, to_number: lineOf(g.other).address }),
  },
  'linq-m': {
    'named by the chat’s owner': ({ line, other, from, id, words }) =>
      json(line, linq.event('message.received', linq.message(other, from, id, [linq.text(words)]), id)),
  },
  'chert-m': {
    'named by the chat’s owner': ({ line, other, from, id, words }) =>
      json(line, chert.event('message.received', chert.message(other, from, id, [{ type: 'text', value: words }]), id)),
  },
  'tuco-m': {
    'named by fromLineId': ({ line, other, from, id, words }) => json(line, tuco.flat(other, from, id, words)),
  },
  'whatsapp-m': {
    'named by phone_number_id': ({ line, other, from, id, words }) => {
      const delivery = whatsapp.messages(other, whatsapp.text(from, id, words))
      return { ...delivery, lineId: line }
    },
  },
  'twilio-m': {
    'named by To': ({ line, other, from, id, words }) =>
      twilio.message(line, from, id, words, { To: lineOf(other).address }),
  },
}

/** Told at this line's door and its own, under one of its names. */
const own: Record<string, Record<string, Tell>> = {
  'sendblue-m': {
    'without sendblue_number': (g) => blue(g, { sendblue_number: undefined }),
    'without to_number': (g) => blue(g, { to_number: undefined }),
    'without any': (g) => blue(g, { sendblue_number: undefined, to_number: undefined }),
    'sendblue_number is empty': (g) => blue(g, { sendblue_number: '' }),
  },
  'linq-m': {
    'without an owner': ({ line, from, id, words }) => {
      const { chat, ...data } = linq.message(line, from, id, [linq.text(words)])
      const { owner_handle: _, ...rest } = chat as Members
      return json(line, linq.event('message.received', { ...data, chat: rest }, id))
    },
  },
  'chert-m': {
    'the owner is a text': ({ line, from, id, words }) => {
      const { chat, message } = chert.message(line, from, id, [{ type: 'text', value: words }])
      return json(
        line,
        chert.event(
          'message.received',
          { chat: { ...(chat as Members), owner_handle: lineOf(line).address }, message },
          id,
        ),
      )
    },
  },
  'twilio-m': {
    'an RCS agent of its service': ({ line, from, id, words }) =>
      twilio.message(line, `rcs:${from}`, id, words, {
        To: 'rcs:acme_agent',
        MessagingServiceSid: twilio.service(line),
      }),
    'its number and its service': ({ line, from, id, words }) =>
      twilio.message(line, from, id, words, { MessagingServiceSid: twilio.service(line) }),
  },
  'tuco-m': {
    'without a line': ({ line, from, id, words }) =>
      json(line, { ...tuco.flat(line, from, id, words), fromLineId: null }),
  },
}

/** What really carried it, which the timeline says. */
const services: Record<string, Record<string, [Tell, string]>> = {
  'sendblue-m': {
    SMS: [(g) => blue(g, { service: 'SMS', was_downgraded: true }), 'SMS'],
    RCS: [(g) => blue(g, { service: 'RCS' }), 'RCS'],
    iMessage: [(g) => blue(g, { service: 'iMessage' }), 'iMessage'],
  },
  'linq-m': {
    SMS: [
      ({ line, from, id, words }) =>
        json(
          line,
          linq.event('message.received', linq.message(line, from, id, [linq.text(words)], { service: 'SMS' }), id),
        ),
      'SMS',
    ],
    RCS: [
      ({ line, from, id, words }) =>
        json(
          line,
          linq.event('message.received', linq.message(line, from, id, [linq.text(words)], { service: 'RCS' }), id),
        ),
      'RCS',
    ],
  },
  'bluebubbles-m': {
    SMS: [
      ({ line, from, id, words }) =>
        json(line, {
          type: 'new-message',
          data: blueBubblesRow(from, id, {
            text: words,
            handle: { address: from, service: 'SMS' },
            chats: [{ guid: `SMS;-;${from}`, style: 45 }],
          }),
        }),
      'SMS',
    ],
  },
  'twilio-m': {
    RCS: [
      ({ line, from, id, words }) =>
        twilio.message(line, `rcs:${from}`, id, words, {
          To: 'rcs:acme_agent',
          MessagingServiceSid: twilio.service(line),
        }),
      'RCS',
    ],
  },
}

/** A line is known by all its names; what carried a message is shown; the fault of a pair is the pair's. */
export function linesAndServices(maker: Maker): void {
  for (const [group, shapes] of Object.entries(ofAnother)) {
    for (const [shape, tell] of Object.entries(shapes))
      told(maker, group, `another line’s, ${shape}`, tell, () => ({ becomes: 'nothing' }))
  }
  for (const [group, shapes] of Object.entries(own)) {
    for (const [shape, tell] of Object.entries(shapes))
      told(maker, group, `its own, ${shape}`, tell, (words) => ({ becomes: 'message', words: [words] }))
  }
  for (const [group, shapes] of Object.entries(services)) {
    for (const [shape, [tell, service]] of Object.entries(shapes)) {
      told(maker, group, `carried by ${shape}`, tell, (words) => ({ becomes: 'message', words: [words], service }))
    }
  }
}

function told(maker: Maker, group: string, shape: string, tell: Tell, expect: (words: string) => Expectation): void {
  for (let turn = 0; turn < 2; turn += 1) {
    const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
    const { provider } = lineOf(line)
    const id =
      provider === 'whatsapp' ? `wamid.${maker.id()}` : provider === 'twilio' ? `SM${maker.hex(32)}` : maker.id()
    const words = maker.words(mark)
    const acts: Act[] = [{ do: 'tell', make: () => tell({ line, other: otherOf(line), from: who.phone, id, words }) }]
    maker.add({
      kind: 'T',
      shape,
      provider,
      mark,
      who,
      properties: { mobilephone: who.phone },
      acts,
      expect: expect(words),
    })
  }
}

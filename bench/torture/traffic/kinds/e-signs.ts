import { begin } from '../forms/begin.ts'
import { blueBubblesRow } from '../forms/bluebubbles.ts'
import { chert } from '../forms/chert.ts'
import { json } from '../forms/json.ts'
import { linq } from '../forms/linq.ts'
import { tellText, vendorId } from '../forms/tell-text.ts'
import { whatsapp } from '../forms/whatsapp.ts'
import type { Act, Delivery } from '../item.ts'
import { lineOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

interface Given {
  line: string
  from: string
  id: string
  /** Our message: its id and its words. */
  ours: string
  words: string
}
type Sign = [shape: string, group: string, sign: string, tell: (given: Given) => Delivery]

const tapback = ({ line, from, id, ours }: Given, type: string | number, more: Record<string, unknown> = {}) =>
  json(line, {
    type: 'new-message',
    data: blueBubblesRow(from, id, { associatedMessageGuid: `p:0/${ours}`, associatedMessageType: type, ...more }),
  })
const reacted = ({ line, from, id, ours }: Given, more: Record<string, unknown>) => {
  const handle = { handle: from, service: 'iMessage', is_me: false }
  const data = {
    chat_id: `chat-${from}`,
    message_id: ours,
    part_index: 0,
    is_from_me: false,
    from_handle: handle,
    ...more,
  }
  return json(line, linq.event('reaction.added', { ...data, reacted_at: new Date().toISOString() }, id))
}
const asText =
  (write: (words: string) => string) =>
  ({ line, from, id, words }: Given) =>
    tellText(line, from, id, write(words))

/** Signs beside our message, as vendors tell them, and as phones write them out where they cannot. */
const signs: readonly Sign[] = [
  [
    'a reaction',
    'whatsapp-m',
    '👍',
    ({ line, from, id, ours }) =>
      whatsapp.messages(
        line,
        whatsapp.message(from, id, { type: 'reaction', reaction: { message_id: ours, emoji: '👍' } }),
      ),
  ],
  [
    'a reaction, escaped',
    'whatsapp-m',
    '❤️',
    ({ line, from, id, ours }) =>
      whatsapp.messages(
        line,
        whatsapp.message(from, id, { type: 'reaction', reaction: { message_id: ours, emoji: '❤️' } }),
      ),
  ],
  ['love', 'linq-m', '❤️', (given) => reacted(given, { reaction_type: 'love' })],
  ['a custom emoji', 'linq-m', '🦄', (given) => reacted(given, { reaction_type: 'custom', custom_emoji: '🦄' })],
  ['love', 'bluebubbles-m', '❤️', (given) => tapback(given, 'love', { text: `Loved “${given.words}”` })],
  ['like, in numbers', 'bluebubbles-m', '👍', (given) => tapback(given, 2001, { text: `Liked “${given.words}”` })],
  [
    'a reaction',
    'chert-m',
    '👍',
    ({ line, from, id, ours }) =>
      json(
        line,
        chert.event(
          'reaction.added',
          {
            ...chert.message(line, from, ours, []),
            reaction: { type: 'like', emoji: '👍', sender_handle: { handle: from } },
          },
          id,
        ),
      ),
  ],
  ...(['sendblue-m', 'twilio-m', 'kannel-m', 'bluebubbles-m'] as const).flatMap((group): Sign[] => [
    ['Loved, as text', group, '❤️', asText((words) => `Loved “${words}”`)],
    ['Liked in straight quotes, as text', group, '👍', asText((words) => `Liked "${words}"`)],
    ['an emoji, as text', group, '🎉', asText((words) => `Reacted 🎉 to “${words}”`)],
  ]),
]

/** A sign beside a message is no message, no keyword and no answer. */
export function signsBeside(maker: Maker): void {
  for (const [shape, group, sign, tell] of signs) {
    for (let turn = 0; turn < 2; turn += 1) {
      const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
      const { provider } = lineOf(line)
      const id = vendorId(maker, provider)
      const begun = begin(maker, line, who.phone)
      const send = begun.acts.find((act) => act.do === 'send')
      const words = send?.body ?? ''
      const make = ({ providerId: ours }: { providerId: string }) => tell({ line, from: who.phone, id, ours, words })
      const acts: Act[] = [...begun.acts, { do: 'tell', make }]
      maker.add({
        ...{ kind: 'E', shape: `beside a message: ${shape}`, provider, mark, who, acts, openings: begun.openings },
        properties: { mobilephone: who.phone },
        expect: { becomes: 'sign', words: [sign] },
      })
    }
  }
  moved(maker)
}

/** WhatsApp says that a person has another number from now on, which is told; what comes from there is theirs. */
function moved(maker: Maker): void {
  for (const shape of ['new_wa_id', 'wa_id'] as const) {
    for (let turn = 0; turn < 2; turn += 1) {
      const [who, mark, line, next] = [maker.someone(), maker.mark(), maker.line('whatsapp-m'), maker.phone()]
      const ids = [1, 2, 3].map(() => vendorId(maker, 'whatsapp'))
      const words = maker.words(mark)
      const system = {
        type: 'user_changed_number',
        [shape]: next.slice(1),
        body: `${who.first} changed from ${who.phone} to ${next}`,
      }
      const acts: Act[] = [
        { do: 'tell', make: () => tellText(line, who.phone, ids[0]!, 'Hello there') },
        {
          do: 'tell',
          make: () => whatsapp.messages(line, whatsapp.message(who.phone, ids[1]!, { type: 'system', system })),
        },
        { do: 'tell', make: () => tellText(line, next, ids[2]!, words) },
      ]
      maker.add({
        ...{ kind: 'E', shape: `another number, by ${shape}`, provider: 'whatsapp', mark, who, acts, openings: 2 },
        properties: { mobilephone: who.phone },
        expect: { becomes: 'message', words: [words] },
      })
    }
  }
}

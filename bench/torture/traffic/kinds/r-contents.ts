import { blueBubblesRow } from '../forms/bluebubbles.ts'
import { chert } from '../forms/chert.ts'
import { json } from '../forms/json.ts'
import { linq } from '../forms/linq.ts'
import { sendblueRow } from '../forms/sendblue.ts'
import { tuco } from '../forms/tuco.ts'
import type { Delivery, Expectation } from '../item.ts'
import { lineOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

interface Given {
  line: string
  from: string
  id: string
  mark: string
}
/** What is told, and the words of it that a rep needs; `files` empty: there is none. */
type Content = (given: Given) => { tell: Delivery; words: string[]; files?: string[] }
type Members = Record<string, unknown>

const parts = ({ line, from, id }: Given, ...all: Members[]) =>
  json(line, linq.event('message.received', linq.message(line, from, id, all), id))
const event = ({ line, from, id }: Given, ...all: Members[]) =>
  json(line, chert.event('message.received', chert.message(line, from, id, all), id))
const row = ({ line, from, id }: Given, more: Members) => json(line, sendblueRow(line, from, id, more))
const mac = ({ line, from, id }: Given, more: Members) =>
  json(line, { type: 'new-message', data: blueBubblesRow(from, id, more) })
const inner = (name: string) => ({
  guid: `at_${name}`,
  mimeType: null,
  uti: 'dyn.x',
  transferName: name,
  hideAttachment: true,
  totalBytes: 4,
})

const contents: Record<string, Record<string, Content>> = {
  'linq-m': {
    'an app card with its caption alone': (g) => ({
      tell: parts(g, {
        type: 'imessage_app',
        layout: { caption: `Sent you 20 USD ${g.mark}` },
        url: '',
        fallback_text: null,
      }),
      words: [`Sent you 20 USD ${g.mark}`],
    }),
    'an app card with an empty fallback': (g) => ({
      tell: parts(g, {
        type: 'imessage_app',
        layout: { caption: `Game ${g.mark}`, subcaption: 'Your turn' },
        url: '',
        fallback_text: '',
      }),
      words: [`Game ${g.mark}`],
    }),
    'an app card with a fallback': (g) => ({
      tell: parts(g, { type: 'imessage_app', fallback_text: `Pay me ${g.mark}`, url: 'https://pay.example/1' }),
      words: [`Pay me ${g.mark}`],
    }),
    'a place': (g) => ({
      tell: parts(g, { type: 'location', latitude: 48.137, longitude: 11.575, name: `Cafe ${g.mark}` }),
      words: ['48.137', '11.575', g.mark],
    }),
    'a link': (g) => ({
      tell: parts(g, { type: 'link', value: `https://shop.example/${g.mark}` }),
      words: [`https://shop.example/${g.mark}`],
    }),
    'a part of tomorrow beside a text': (g) => ({
      tell: parts(g, linq.text(`See this ${g.mark}`), { type: 'hologram', data: {} }),
      words: [`See this ${g.mark}`, 'hologram'],
    }),
    'a part of tomorrow alone': (g) => ({ tell: parts(g, { type: 'hologram', note: g.mark }), words: ['hologram'] }),
    'several texts': (g) => ({
      tell: parts(g, linq.text(`One ${g.mark}`), linq.text('Two')),
      words: [`One ${g.mark}`, 'Two'],
    }),
  },
  'sendblue-m': {
    'a place': (g) => ({
      tell: row(g, { message_type: 'location', location: { latitude: 52.5, longitude: 13.4 } }),
      words: ['52.5', '13.4'],
    }),
    'a place with its name': (g) => ({
      tell: row(g, {
        message_type: 'location',
        location: { latitude: 52.51, longitude: 13.41, name: `Cafe ${g.mark}` },
      }),
      words: ['52.51', `Cafe ${g.mark}`],
    }),
    'an app card': (g) => ({
      tell: row(g, { app_card: { url: `https://app.example/choice?slot=${g.mark}`, caption: 'Pick a time' } }),
      words: [`https://app.example/choice?slot=${g.mark}`],
    }),
    'an app card with words': (g) => ({
      tell: row(g, { content: `Here ${g.mark}`, app_card: { url: 'https://app.example/9' } }),
      words: [`Here ${g.mark}`],
    }),
    'a kind of tomorrow': (g) => ({ tell: row(g, { message_type: 'hologram' }), words: ['hologram'] }),
  },
  'chert-m': {
    'a rich link': (g) => ({
      tell: event(g, { type: 'rich_link', url: `https://shop.example/${g.mark}` }),
      words: [`https://shop.example/${g.mark}`],
    }),
    'a place': (g) => ({
      tell: event(g, { type: 'location', latitude: 48.1, longitude: 11.5, name: g.mark }),
      words: ['48.1', '11.5'],
    }),
    'a card': (g) => ({
      tell: event(g, { type: 'app_card', title: `Invoice ${g.mark}`, url: 'https://pay.example/2' }),
      words: [`Invoice ${g.mark}`],
    }),
    'a part of tomorrow alone': (g) => ({ tell: event(g, { type: 'hologram', note: g.mark }), words: ['hologram'] }),
    'a part of tomorrow beside a text': (g) => ({
      tell: event(g, { type: 'text', value: g.mark }, { type: 'hologram' }),
      words: [g.mark, 'hologram'],
    }),
  },
  'bluebubbles-m': {
    'a link with its inner files': (g) => ({
      tell: mac(g, {
        text: `https://example.com/${g.mark}`,
        balloonBundleId: 'com.apple.messages.URLBalloonProvider',
        attachments: [inner('8B3F1C2A.pluginPayloadAttachment'), inner('9C3F1C2B.pluginPayloadAttachment')],
      }),
      words: [`https://example.com/${g.mark}`],
      files: [],
    }),
    'an app without words': (g) => ({
      tell: mac(g, {
        text: '\ufffc',
        balloonBundleId:
          'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.PassbookUIService.PeerPaymentMessagesExtension',
        hasPayloadData: true,
        attachments: [],
      }),
      words: [],
    }),
    'words beside an inner file': (g) => ({
      tell: mac(g, { text: `Look ${g.mark}`, attachments: [inner('x.pluginPayloadAttachment')] }),
      words: [`Look ${g.mark}`],
      files: [],
    }),
  },
  'tuco-m': {
    'a message that is an object': (g) => ({
      tell: json(
        g.line,
        tuco.flat(g.line, g.from, g.id, {
          messageId: g.id,
          message: `Yes ${g.mark}`,
          recipientPhone: g.from,
          respondedAtUtc: new Date().toISOString(),
        }),
      ),
      words: [`Yes ${g.mark}`],
    }),
    nested: (g) => ({
      tell: json(g.line, tuco.nested(g.line, g.from, g.id, `Yes ${g.mark}`)),
      words: [`Yes ${g.mark}`],
    }),
  },
}

/** Tapbacks as text: a sign beside the message that they quote, or the text; never a keyword, never lost. */
const tapbacks: readonly ((quoted: string) => string)[] = [
  (quoted) => `Loved “${quoted}”`,
  (quoted) => `Liked "${quoted}"`,
  (quoted) => `Laughed at “${quoted}”`,
  (quoted) => `Reacted 👍 to “${quoted}”`,
]

/** What stands outside of the text field becomes words with its data; inner files of a system are none. */
export function contentsElsewhere(maker: Maker): void {
  for (const [group, shapes] of Object.entries(contents)) {
    for (const [shape, make] of Object.entries(shapes)) {
      for (let turn = 0; turn < 2; turn += 1) {
        const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
        const given = { line, from: who.phone, id: maker.id(), mark }
        const { words, files } = make(given)
        const expect: Expectation = { becomes: 'message', words, ...(files ? { files } : {}) }
        const { provider } = lineOf(line)
        maker.add({
          kind: 'R',
          shape,
          provider,
          mark,
          who,
          acts: [{ do: 'tell', make: () => make(given).tell }],
          expect,
        })
      }
    }
  }
  for (const write of tapbacks) {
    const [who, mark, line] = [maker.someone(), maker.mark(), maker.line('sendblue-m')]
    const text = write(`STOP by on Friday ${mark}`)
    const given = { line, from: who.phone, id: maker.id(), mark }
    maker.add({
      ...{ kind: 'R', shape: `a tapback as text: ${write('…')}`, provider: 'sendblue', mark, who },
      acts: [{ do: 'tell', make: () => row(given, { content: text }) }],
      expect: { becomes: 'reaction', words: [mark] },
    })
  }
}

import { makeCorpus } from './corpus.ts'
import { tellText } from './forms/tell-text.ts'
import type { Act, Delivery, Finding, Item } from './item.ts'

/** A deliberate wrong in one item: it must be found as one of these figures. */
export interface Plant {
  item: Item
  figure: readonly Finding['figure'][]
  /** Somebody else who is there, too, and to whom it may come. */
  beside?: Item
}

type Wanted = (item: Item) => boolean
interface Wrong {
  name: string
  figure: Plant['figure']
  /** An item in which it can be done. */
  fits: Wanted
  /** The other one is there, and says nothing. */
  both?: true
  spoil(item: Item, another: Item): void
}

const shape =
  (kind: string, words: string): Wanted =>
  (item) =>
    item.kind === kind && item.shape.includes(words)
const isPlain: Wanted = (item) => item.kind === 'D' && item.provider === 'linq'

const wrongs: readonly Wrong[] = [
  { name: 'a reply is lost before the door', figure: ['lost'], fits: isPlain, spoil: (item) => void (item.acts = []) },
  {
    name: 'a reply is told as of another person',
    figure: ['wrongPerson', 'lost'],
    fits: shape('D', 'trace_id'),
    both: true,
    spoil: (item, another) => alter(item, (text) => text.replaceAll(phoneOf(item), phoneOf(another))),
  },
  {
    name: 'two contacts have each other’s numbers',
    figure: ['wrongPerson'],
    fits: shape('B', 'right: with a plus'),
    spoil: (item, another) => void (item.contact.properties = { ...item.contact.properties, phone: phoneOf(another) }),
  },
  {
    name: 'a STOP is left out',
    figure: ['consentMissed'],
    fits: shape('I', 'STOP bare'),
    spoil: (item) => void (item.acts[0] = { do: 'wait' }),
  },
  {
    name: 'a STOP loses a letter',
    figure: ['consentMissed'],
    fits: shape('I', 'STOP in brackets'),
    spoil: (item) => alter(item, (text) => text.replaceAll('STOP', 'STO')),
  },
  {
    name: 'a consent is taken back that nobody took back',
    figure: ['consentFalse'],
    fits: shape('R', 'nested'),
    spoil: (item) =>
      void item.acts.push(
        tell(() =>
          tellText(
            item.acts[0]?.do === 'tell' ? item.acts[0].make(nothing).lineId : '',
            phoneOf(item),
            `${item.mark}s`,
            'STOP',
          ),
        ),
      ),
  },
  {
    name: 'words are altered on their way',
    figure: ['lost'],
    fits: shape('E', 'a reply button'),
    spoil: (item) => alter(item, (text) => text.replaceAll(item.mark, `${item.mark}s`.slice(1))),
  },
  {
    name: 'a message is emptied on its way',
    figure: ['lost', 'untrue'],
    fits: shape('T', 'its own, without to_number'),
    spoil: (item) => alter(item, (text) => text.replaceAll(/"content":"(?:[^"\\]|\\.)*"/g, '"content":""')),
  },
  {
    name: 'a file is left out',
    figure: ['lost'],
    fits: shape('S', 'plain, beside words'),
    spoil: (item) => alter(item, (text) => text.replaceAll(/photo-|filename\*?[^;\n]*/g, 'x')),
  },
  {
    name: 'a message is told twice under two names',
    figure: ['untrue'],
    fits: shape('T', 'its own, the owner is a text'),
    spoil(item) {
      const [first] = item.acts
      if (first?.do === 'tell')
        item.acts.push(
          tell(() => altered(first.make(nothing), (text) => text.replaceAll(/"id":"(\w{24})"/g, '"id":"$1x"'))),
        )
    },
  },
  {
    name: 'a failure is told as a delivery',
    figure: ['untrue'],
    fits: shape('L', 'the code 30999'),
    spoil: (item) =>
      alter(item, (text) => text.replaceAll('undelivered', 'delivered').replaceAll(/&Error\w+=\w+/g, '')),
  },
  {
    name: 'the proof after a failure is left out',
    figure: ['untrue'],
    fits: shape('N', 'then read'),
    spoil: (item) => void item.acts.pop(),
  },
  {
    name: 'an edit is left out',
    figure: ['lost', 'untrue'],
    fits: (item) => item.kind === 'C' && item.shape === 'edited',
    spoil: (item) => void item.acts.pop(),
  },
  {
    name: 'taking back is left out',
    figure: ['untrue'],
    fits: (item) => item.kind === 'C' && item.shape === 'unsent',
    spoil: (item) => void item.acts.pop(),
  },
  {
    name: 'an unreadable item is thrown away',
    figure: ['lost'],
    fits: shape('K', 'without an id after'),
    spoil: (item) => alter(item, (text) => text.replaceAll(item.expect.parked ?? '-', 'gone')),
  },
  {
    name: 'a bounce is left out',
    figure: ['untrue'],
    fits: shape('H', 'qmail'),
    spoil: (item) => void item.acts.pop(),
  },
  {
    name: 'what a colleague wrote is left out',
    figure: ['lost'],
    fits: shape('P', 'an echo of the app'),
    spoil: (item) => void (item.acts = []),
  },
]

const nothing = { providerId: '', reference: '', messageId: '', replyTo: '' }

/** Other items than the corpus's own, each with one wrong. Of each two the second lends what the first is spoilt with. */
export function plantWrongs(seed: number): Plant[] {
  const items = makeCorpus(seed).filter(({ expect }) => expect.line === undefined)
  return wrongs.map(({ name, figure, fits, both, spoil }) => {
    const [item, ...others] = items.filter(fits)
    const another = others.at(-1) ?? items.find((one) => one !== item)
    if (!item || !another) throw new Error(`nothing in the corpus fits the plant: ${name}`)
    item.plant = name
    spoil(item, another)
    if (!both) return { item, figure }
    return { item, figure, beside: { ...another, plant: name, acts: [], expect: { becomes: 'nothing' } } }
  })
}

function phoneOf({ contact }: Item): string {
  return contact.properties.mobilephone ?? contact.properties.phone ?? ''
}

function tell(make: () => Delivery): Act {
  return { do: 'tell', make }
}

/** Changes every delivery of an item as text. */
function alter(item: Item, change: (text: string) => string): void {
  item.acts = item.acts.map((act): Act =>
    act.do === 'tell' ? { do: 'tell', make: (sent) => altered(act.make(sent), change) } : act,
  )
}

function altered(delivery: Delivery, change: (text: string) => string): Delivery {
  return { ...delivery, body: Buffer.from(change(delivery.body.toString())) }
}

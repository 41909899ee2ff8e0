import type { Act, Expectation } from '../item.ts'
import { tellText, vendorId } from '../forms/tell-text.ts'
import { lineOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

type Way = (phone: string) => string

/** German numbers in a German account that can be read in one way alone. */
const right: Record<string, Way> = {
  'with a plus': (phone) => phone,
  national: (phone) => `0${phone.slice(3)}`,
  'national with a slash': (phone) => `0${phone.slice(3, 6)}/${phone.slice(6)}`,
  'with 0049': (phone) => `00${phone.slice(1)}`,
  'with +49 (0)': (phone) => `+49 (0)${phone.slice(3)}`,
  'two of them': (phone) => `${phone}, +49 30 901820`,
  'with an apostrophe of a spreadsheet': (phone) => `'${phone}`,
}

/** May be refused in words; whatever leaves goes to this number and to no other. */
const doubtful: Record<string, Way> = {
  'country code without plus': (phone) => phone.slice(1),
  'country code without plus, with blanks': (phone) => `${phone.slice(1, 3)} ${phone.slice(3, 6)} ${phone.slice(6)}`,
  'country code without plus, with hyphens': (phone) => `${phone.slice(1, 3)}-${phone.slice(3, 6)}-${phone.slice(6)}`,
  'doubled country code': (phone) => `+49${phone.slice(1)}`,
  'doubled country code with 00': (phone) => `+4900${phone.slice(1)}`,
  'plus and 00': (phone) => `+00${phone.slice(1)}`,
  'country code and national zero': (phone) => `+490${phone.slice(3)}`,
  'country code without plus, national zero': (phone) => `490${phone.slice(3)}`,
  'doubled plus': (phone) => `++${phone.slice(1)}`,
  'a plus at the end': (phone) => `${phone.slice(1)}+`,
  'an extension': (phone) => `${phone} ext. 12`,
  'a note behind': (phone) => `${phone} (mobile, evenings)`,
  'a name before': (phone) => `Mr. Miller ${phone}`,
}

/** No number: nothing may leave. */
const none: Record<string, Way> = {
  'cut short': (phone) => phone.slice(0, 7),
  'far too long': (phone) => `${phone}${phone.slice(4)}`,
  'zeros alone': () => '0000000000',
  words: () => 'on request',
  'no country has it': (phone) => `+999${phone.slice(3)}`,
  'a letter in it': (phone) => `${phone.slice(0, 6)}O${phone.slice(7)}`,
}

const groups = ['twilio-m', 'kannel-m', 'linq-m', 'chert-m', 'bluebubbles-m', 'sendblue-m', 'tuco-m']

/** A possible number is not a right number: what is sent goes to the contact or nowhere. */
export function numbers(maker: Maker): void {
  const foreign = ['FR', 'AT', 'CH', 'NL', 'US', 'GB', 'IT', 'ES', 'PL', 'SE', 'TR', 'IN', 'AU', 'ZA', 'CZ'] as const
  for (const [shape, way] of Object.entries(right)) sent(maker, `right: ${shape}`, 'DE', way, (to) => ({ to }), 2)
  for (const [shape, way] of Object.entries(doubtful)) {
    sent(maker, `doubtful: ${shape}`, 'DE', way, (to) => ({ to, orRefused: true }), 2)
  }
  for (const [shape, way] of Object.entries(none)) sent(maker, `none: ${shape}`, 'DE', way, () => ({ to: null }), 1)
  for (const country of foreign) {
    sent(
      maker,
      `foreign, without plus: ${country}`,
      country,
      (phone) => phone.slice(1),
      (to) => ({ to, orRefused: true }),
      1,
    )
    sent(
      maker,
      `foreign, with 00: ${country}`,
      country,
      (phone) => `00${phone.slice(1)}`,
      (to) => ({ to }),
      1,
    )
  }
  replied(maker)
}

function sent(
  maker: Maker,
  shape: string,
  country: Parameters<Maker['someone']>[0],
  way: Way,
  wire: (phone: string) => NonNullable<Expectation['wire']>,
  times: number,
): void {
  for (let turn = 0; turn < times; turn += 1) {
    const who = maker.someone(country)
    const line = maker.line(maker.pick(groups))
    const mark = maker.mark()
    // Without an email: that is an address of iMessage, too.
    const properties = { phone: way(who.phone) }
    const acts: Act[] = [{ do: 'wait' }, { do: 'send', lineId: line, body: `Hello ${mark}`, mark }]
    maker.add({
      ...{ kind: 'B', shape, provider: lineOf(line).provider, mark, who, properties, acts },
      expect: { becomes: 'nothing', wire: wire(who.phone) },
    })
  }
}

/** The same reading for whoever writes: the contact is found by a number that was written without its plus. */
function replied(maker: Maker): void {
  const ways = {
    'country code without plus': (phone: string) => phone.slice(1),
    'with 00': (phone: string) => `00${phone.slice(1)}`,
  }
  for (const [shape, way] of Object.entries(ways)) {
    // In a German account, those of most other countries may without their plus be a landline's, too: then a person says whose they are.
    const abroad = shape === 'with 00' ? (['FR', 'AT', 'PL', 'GB', 'CH', 'NL', 'IT', 'ES'] as const) : []
    for (const country of ['DE', 'US', ...abroad] as const) {
      const [who, line, mark] = [maker.someone(country), maker.line('kannel-m'), maker.mark()]
      const words = maker.words(mark)
      const id = vendorId(maker, 'kannel')
      maker.add({
        ...{ kind: 'B', shape: `reply, contact ${shape}: ${country}`, provider: 'kannel', mark, who },
        properties: { phone: way(who.phone) },
        acts: [{ do: 'tell', make: () => tellText(line, who.phone, id, words) }],
        expect: { becomes: 'message', words: [words] },
      })
    }
  }
}

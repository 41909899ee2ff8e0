import { answering, rawMail } from '../forms/mail.ts'
import type { Act } from '../item.ts'
import { lineOf, repliesOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

/** Mailboxes that providers have issued, and ways of writing them into From. */
const mailboxes: Record<string, (name: string) => { email: string; from?: string }> = {
  'two dots and one before the @': (name) => ({ email: `${name}..doe.@docomo.example` }),
  'two dots, quoted': (name) => ({ email: `${name}..doe.@docomo.example`, from: `"${name}..doe."@docomo.example` }),
  'a dot at the beginning': (name) => ({ email: `.${name}@docomo.example` }),
  'a dot before the @': (name) => ({ email: `${name}.@docomo.example` }),
  'an apostrophe': (name) => ({ email: `o'${name}@customer.example` }),
  'a slash and an equals sign': (name) => ({ email: `dept/${name}=x@customer.example` }),
  'an IDN domain': (name) => ({ email: `${name}@müller.example` }),
  'an IDN domain in punycode': (name) => ({ email: `${name}@xn--mller-kva.example` }),
  'an IDN domain, written as both': (name) => ({
    email: `${name}@müller.example`,
    from: `${name}@xn--mller-kva.example`,
  }),
  'a domain in capitals': (name) => ({ email: `${name}@customer.example`, from: `${name}@CUSTOMER.EXAMPLE` }),
  'a long new domain': (name) => ({ email: `${name}@mail.customer.photography.example` }),
  'a name with a comma': (name) => ({
    email: `${name}@customer.example`,
    from: `"Doe, Jo" <${name}@customer.example>`,
  }),
  'a name with an address in it': (name) => ({
    email: `${name}@customer.example`,
    from: `"jo@other.example" <${name}@customer.example>`,
  }),
  'an encoded name': (name) => ({
    email: `${name}@customer.example`,
    from: `=?utf-8?Q?J=C3=B6rg?= <${name}@customer.example>`,
  }),
  'a comment behind': (name) => ({ email: `${name}@customer.example`, from: `${name}@customer.example (Jo Doe)` }),
  'digits alone': (name) => ({ email: `49151${Number.parseInt(name, 36)}@customer.example` }),
}

/** Addresses of the real world: written to, and heard of. */
export function addresses(maker: Maker): void {
  for (const [shape, make] of Object.entries(mailboxes)) {
    for (let turn = 0; turn < 2; turn += 1) {
      for (const play of [heard, sent]) {
        const { email, from = email } = make(maker.id().slice(0, 8))
        play(maker, shape, email, from)
      }
    }
  }
  for (let turn = 0; turn < 4; turn += 1) {
    plusAddress(maker, 'plus address in capitals', (address) => address.toUpperCase())
    plusAddress(maker, 'plus address as it is', (address) => address)
  }
}

function heard(maker: Maker, shape: string, email: string, from: string): void {
  const [who, mark, line] = [{ ...maker.someone(), email }, maker.mark(), maker.line('email-m')]
  const text = maker.words(mark)
  const make = () => rawMail({ from, to: repliesOf(lineOf(line)), subject: 'A question', text })
  maker.add({
    ...{ kind: 'J', shape: `heard: ${shape}`, provider: 'email', mark, who, properties: { email } },
    acts: [{ do: 'mail', lineId: line, from: email, make }],
    expect: { becomes: 'message', words: [text] },
  })
}

function sent(maker: Maker, shape: string, email: string, from: string): void {
  const [who, mark, line, ours] = [{ ...maker.someone(), email }, maker.mark(), maker.line('email-m'), maker.mark()]
  const text = maker.words(mark)
  const make = ({ messageId }: { messageId: string }) =>
    rawMail({ from, to: repliesOf(lineOf(line)), text, headers: answering(messageId || '<none@company.example>') })
  const acts: Act[] = [
    { do: 'wait' },
    { do: 'send', lineId: line, body: `Good morning ${ours}`, mark: ours },
    { do: 'mail', lineId: line, from: email, make },
  ]
  maker.add({
    ...{ kind: 'J', shape: `sent: ${shape}`, provider: 'email', mark, who, properties: { email }, acts },
    expect: { becomes: 'message', words: [text], status: ['sent', 'delivered'] },
  })
}

/** The conversation is named by the address that was answered to, whoever answers. */
function plusAddress(maker: Maker, shape: string, write: (address: string) => string): void {
  const [who, mark, line, ours] = [maker.someone(), maker.mark(), maker.line('email-m'), maker.mark()]
  const text = maker.words(mark)
  const private_ = `private.${maker.id().slice(0, 8)}@home.example`
  const acts: Act[] = [
    { do: 'wait' },
    { do: 'send', lineId: line, body: `Good morning ${ours}`, mark: ours },
    {
      ...{ do: 'mail', lineId: line, from: private_ },
      make: ({ replyTo }) => rawMail({ from: private_, to: write(replyTo), subject: 'Offer', text }),
    },
  ]
  maker.add({
    ...{ kind: 'J', shape, provider: 'email', mark, who, properties: { email: who.email }, acts },
    expect: { becomes: 'message', words: [text] },
  })
}

import type { Act, Expectation, Kind } from '../item.ts'
import { lineOf, repliesOf } from '../lines.ts'
import type { Maker, Someone } from '../maker.ts'
import { answering, rawMail } from './mail.ts'

/** What the maker of a mail knows of the story. */
export interface Told {
  /** Message-ID of what we wrote. */
  messageId: string
  /** What we wrote. */
  ours: string
  who: Someone
  /** The address of ours that answers go to. */
  to: string
  line: string
  mark: string
  words: string
}

/** We write a mail, and this comes back. `from` is the envelope's. */
export function mailBack(
  maker: Maker,
  kind: Kind,
  shape: string,
  make: (told: Told) => Buffer,
  expect: (told: Pick<Told, 'words' | 'mark' | 'who' | 'ours' | 'line'>) => Expectation,
  from?: string,
): void {
  const [who, mark, line, sent] = [maker.someone(), maker.mark(), maker.line('email-m'), maker.mark()]
  const ours = `Dear ${who.first}, please find our offer below.\nThe price is 100 EUR. ${sent}`
  const told = { who, mark, line, words: maker.words(mark), ours, to: repliesOf(lineOf(line)) }
  const acts: Act[] = [
    { do: 'wait' },
    { do: 'send', lineId: line, body: ours, mark: sent },
    { do: 'mail', lineId: line, from: from ?? who.email, make: ({ messageId }) => make({ ...told, messageId }) },
  ]
  maker.add({ kind, shape, provider: 'email', mark, who, properties: { email: who.email }, acts, expect: expect(told) })
}

/** An answer as a plain mail program writes it. */
export function plainAnswer(told: Told, text: string, headers: Record<string, string | null> = {}): Buffer {
  const proof = answering(told.messageId)
  return rawMail({ from: told.who.email, to: told.to, text, headers: { ...proof, ...headers } })
}

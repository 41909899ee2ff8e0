import type { Mail } from '../../../../workbench/mail/create-mail.ts'
import { lineOf, repliesOf } from '../../traffic/lines.ts'
import { any, type Hostile } from '../hostile.ts'
import { bodies } from '../mails/bodies.ts'
import { headers } from '../mails/headers.ts'
import { named } from '../mails/named.ts'
import { structures } from '../mails/structures.ts'
import { write, type MailForm } from '../mails/write.ts'
import type { Person } from '../people.ts'
import { createRough, type Rough } from '../rough.ts'

interface Needs {
  mail: Mail
  people: readonly Person[]
}

const forms: readonly [string, MailForm][] = [
  ...Object.entries(bodies),
  ...Object.entries(headers),
  ...Object.entries(structures),
]

/** So many mails, the named ones among them. They are made when they are sent: together they would fill the memory. */
export function roughMails(rough: Rough, needs: Needs, lineIds: readonly string[], count: number): Hostile[] {
  const always = Object.entries(named).flatMap(([shape, form]) =>
    Array.from({ length: form.times }, () => [shape, form] as const),
  )
  const all = [...always, ...Array.from({ length: count - always.length }, () => rough.pick(forms))]
  return all.map(([shape, { right = any, make }]) => {
    const [lineId, person, mark] = [rough.pick(lineIds), rough.pick(needs.people), rough.mark()]
    const to = repliesOf(lineOf(lineId))
    // The same whenever it is sent.
    const own = createRough(rough.below(2 ** 31))
    const raw = () => make(own, { from: person.email, to, mark })
    return { door: 'mail', shape, mark, right, play: mailed(needs.mail, raw, to, person) }
  })
}

/** An ordinary mail of this person. */
export function plainMail(needs: Needs, lineId: string, person: Person, mark: string): () => Promise<null> {
  const to = repliesOf(lineOf(lineId))
  const raw = () => write({ from: person.email, to, mark }, {}, `Good morning, a question: ${mark}`)
  return mailed(needs.mail, raw, to, person)
}

function mailed(mail: Mail, raw: () => Buffer, to: string, { email }: Person): () => Promise<null> {
  return () => {
    mail.file(raw(), to, email)
    return Promise.resolve(null)
  }
}

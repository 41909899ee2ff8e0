import { clean } from './clean.ts'
import type { MailContent } from './content.ts'
import type { EmailLine } from './email-line.ts'
import { forwards } from './forwards.ts'
import { isOurAddress } from './our-address.ts'
import { tidy, withoutQuoted } from './quoted.ts'

const longestBody = 100_000
const longestOriginal = 1_000_000
const answer =
  /^(?:re|aw|sv|antw|antwort|odp|res|ynt|ref|回复|回覆|答复|返信|답장|תגובה|رد|r|отв|απ|vá|atb)(?:\s*(?:\[\d+\]|\(\d+\)))?\s*[:：]/iu

interface About {
  subject: string
  /** It names a message or conversation that it answers. */
  answers: boolean
  /** It names a message, as a mail program does whose user answers; its subject is ours then. */
  isReply: boolean
  /** Another mail lies in it. */
  passesOn: boolean
  sender: string
  line: EmailLine
}

/**
 * What is shown of a mail, and all of it where that leaves something out. A mail that says nothing is never shown as nothing:
 * it is its subject, its files, or a sentence that there are no words.
 */
export function bodyOf(
  { text, passedOn, said, files }: MailContent,
  { subject, answers, isReply, passesOn, sender, line }: About,
): { body: string; original?: string; made?: true } {
  const whole = clean(text, longestOriginal)
  const forwarded = forwards(subject)
  const written = withoutQuoted(whole, {
    // Where it may be either, only what is ours is old.
    answers: forwarded === 'no' && (answers || answer.test(subject.trim())),
    forwards: passesOn || forwarded === 'yes',
    isOurs: (address) => isOurAddress(address, line) || isColleague(address, sender, line),
  })
  const shown = [written, ...passedOn, ...said].filter(Boolean).join('\n\n')
  if (!shown && files.length === 0) return wordless(subject, isReply)
  if (!shown) return { body: clean(attached(files.map(({ name }) => name)), longestBody), made: true }
  const body = clean(shown, longestBody)
  const original = [tidy(whole.split(/\r\n?|\n/)), ...passedOn, ...said].filter(Boolean).join('\n\n')
  return {
    body,
    ...(original === body ? {} : { original: clean(original, longestOriginal) }),
    ...(written || passedOn.length > 0 ? {} : { made: true }),
  }
}

function attached(names: readonly string[]): string {
  const more = names.length - 10
  return `Attached: ${names.slice(0, 10).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** People write into the subject alone; that of an answer is not theirs. */
function wordless(subject: string, isReply: boolean): { body: string; made?: true } {
  if (subject.trim() && !isReply && !answer.test(subject.trim())) return { body: subject.trim() }
  return { body: 'This mail has no text.', made: true }
}

/** Whose address is of the line's own domain is one of us, unless the domain is anybody's, the sender's too. */
function isColleague(address: string, sender: string, { address: ours }: EmailLine): boolean {
  const [domain, home] = [domainOf(address), domainOf(ours)]
  return domain === home && domainOf(sender) !== home
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

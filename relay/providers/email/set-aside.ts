import { automaticMark } from './automatic.ts'
import type { EmailLine } from './email-line.ts'
import type { MailHeaders } from './headers.ts'
import { ownReference, referenceOfMessageId } from './message-id.ts'
import type { Sender } from './sender.ts'

interface Mail {
  headers: MailHeaders
  subject: string
  sender: Sender
  conversationToken: string | undefined
  answers: readonly string[]
}

/** Why a mail waits for a person, and whether only as long as nobody knows the messages it answers. */
type Aside = { aside?: string; asideUnlessKnown?: true }

/**
 * Whether a mail is set aside. One that names our token or message is an answer, whatever lists and rules left on it; what a
 * machine wrote is not, whatever it names. Servers may put ids of their own in place of ours: whether the messages that a
 * mail names are ours is then only known where they are stored.
 */
export function setAside({ headers, subject, sender, conversationToken, answers }: Mail, line: EmailLine): Aside {
  const isMarked = (headers.get('x-homing-reference') ?? []).some((value) => ownReference(value, line) !== null)
  const isNamed = answers.some((id) => referenceOfMessageId(id, line) !== null)
  const isProved = conversationToken !== undefined || isNamed
  const mark = automaticMark(headers, subject, answers.length > 0)
  const trusts = sender.fromOurs && sender.instead !== null && line.settings.trustReplyTo === true
  if (mark?.of === 'machine' && !(trusts && mark.mayBeForm)) return { aside: mark.reason }
  if (isMarked && !isProved) return { aside: 'It is a message of ours that came back' }
  if (isProved && (!sender.fromOurs || sender.instead !== null)) return {}
  if (sender.fromOurs && sender.instead === null) return { aside: 'It was written from our own address' }
  if (sender.fromOurs && !trusts) return perhaps(whereNamed(sender), answers)
  if (!mark || trusts || (mark.of === 'any' && answers.length > 0)) return {}
  return perhaps(mark.reason, answers)
}

/** What it answers may be ours under an id that a server gave it. */
function perhaps(aside: string, answers: readonly string[]): Aside {
  return answers.length > 0 ? { aside, asideUnlessKnown: true } : { aside }
}

function whereNamed({ address, instead }: Sender): string {
  const where = instead === 'reply-to' ? 'Reply-To' : 'another header'
  return `It was written from our own address, as web forms and lists do, and names ${address} in ${where}`
}

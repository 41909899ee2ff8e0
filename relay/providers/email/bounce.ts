import type { ProviderEvent } from '../provider.ts'
import { bounceEvidence, type BounceEvidence } from './bounce/bounce-evidence.ts'
import type { BounceFacts } from './bounce/bounce-facts.ts'
import { bounceStatus } from './bounce/bounce-status.ts'
import { failureWords } from './bounce/failure-words.ts'
import type { Outcome } from './bounce/report-outcome.ts'
import type { Returned } from './bounce/returned-message.ts'
import type { EmailLine } from './email-line.ts'
import { fingerprint } from './fingerprint.ts'
import { messageIdOf, referenceOfMessageId } from './message-id.ts'

/**
 * What a mail system says of one of our messages, as events; null when the email is no such report. A report (RFC 3464) is read
 * by its fields, all others by their words. What it speaks of is proved by our Message-ID or our own header, which survives servers
 * that put their own Message-ID in place of ours. Where its meaning is unsure it waits for a person, and never as a person's words.
 */
export function bounceEvents(facts: BounceFacts, line: EmailLine): ProviderEvent[] | null {
  const seen = bounceEvidence(facts, line)
  const about = seen.returned.reference === null && seen.answered.reference !== null ? seen.answered : messageOf(seen)
  const isOurs = about.reference !== null
  const wait = (reason: string) => [aside(reason, about, seen, facts, line)]
  if (seen.declared === 'receipt') return [ignored('read receipt')]
  if (seen.declared === 'complaint')
    return isOurs ? wait('It is a complaint about this message') : [ignored('complaint report')]
  // It came to the address of one conversation, and names none of its messages.
  const isOfConversation = !isOurs && facts.conversationToken !== undefined
  if (!isOurs && !isOfConversation && about.providerId === null) {
    return seen.declared === null ? null : [ignored('delivery report that names no message of ours')]
  }
  const verdict = isOurs || isOfConversation ? judge(seen) : judgeStranger(seen)
  if (verdict === null) return null
  if (verdict === 'delayed' || verdict === 'passed') return [ignored(`delivery report: ${verdict}`)]
  if (isOfConversation) return wait('It seems to be a report of a mail system, and names no message')
  if (verdict === 'unsure') return wait(whyUnsure(seen))
  if (verdict === 'quoted')
    return [bounceStatus('undelivered', about, seen, facts.at), ...wait('It passes on the report of a mail system')]
  return [bounceStatus(verdict === 'failed' ? 'undelivered' : 'delivered', about, seen, facts.at)]
}

function whyUnsure({ sender }: BounceEvidence): string {
  if (sender !== 'mail system') return 'A machine seems to have written it, and it speaks of a failure'
  return 'It is a report of a mail system that does not say what became of the message'
}

/** `quoted`: a person passes on the report of a machine. Null: this is no report at all. */
type Verdict = Outcome | 'quoted' | null

function judge(seen: BounceEvidence): Verdict {
  const { sender, how } = seen
  const isAnswer = seen.answered.reference !== null
  if (sender === 'person' && seen.declared === null) return judgePerson(seen, isAnswer)
  const { report, words } = seen
  if (report) return report.outcome
  // Without a message returned it only answers ours, as a note of absence does too.
  const isMailSystem = sender === 'mail system'
  if (words === null) return how !== null || isMailSystem ? 'unsure' : null
  if (how === null && !isMailSystem && words.outcome !== 'failed') return null
  const isPlain =
    words.certain ||
    (isMailSystem ? how !== null || words.outcome !== 'failed' : how === 'attached' || how === 'announced')
  return isPlain ? words.outcome : 'unsure'
}

/** The sender's name says nothing: a machine is known by what no person writes. */
function judgePerson(seen: BounceEvidence, isAnswer: boolean): Verdict {
  const { how, said } = seen
  if (how !== null && seen.report?.outcome === 'failed') return 'quoted'
  if (isAnswer || how === null) return isBare(said) && seen.words?.outcome === 'failed' ? 'unsure' : null
  if (how === 'announced' || (how === 'attached' && said === '')) return 'unsure'
  const { words } = seen
  const isFailure = words?.outcome === 'failed'
  return isFailure && (words.certain || how === 'in text') ? 'unsure' : null
}

/** It quotes a refusal, and begins with what happened. */
function isBare(said: string): boolean {
  const first = said.split('\n', 1)[0]!.toLowerCase()
  return /^[\s"'<(]{0,8}5[0-7]\d[ -]/m.test(said) && failureWords(first) !== null
}

/** A message that carries no mark of ours may still be known by its id: only what is clear is told of it. */
function judgeStranger(seen: BounceEvidence): Verdict {
  if (seen.declared === 'delivery') return seen.report?.outcome ?? seen.words?.outcome ?? 'failed'
  const isReport = seen.sender === 'mail system' && seen.returned.providerId !== null
  return isReport && seen.words?.outcome === 'failed' ? 'failed' : null
}

function messageOf({ returned, answered }: BounceEvidence): Returned {
  return { reference: returned.reference, providerId: returned.providerId ?? answered.providerId }
}

function ignored(reason: string): ProviderEvent {
  return { kind: 'ignored', reason }
}

function aside(
  reason: string,
  about: Returned,
  { sender, said, text }: BounceEvidence,
  facts: BounceFacts,
  line: EmailLine,
): ProviderEvent {
  const words = sender === 'person' ? text : said
  const answers = about.reference === null ? about.providerId : messageIdOf(about.reference, line)
  return {
    kind: 'reply',
    // Some go by the Message-ID of what they return.
    providerId: referenceOfMessageId(facts.providerId, line) === null ? facts.providerId : fingerprint(facts.raw),
    // Mail systems often leave the domain out, and mean the nearest one.
    from: facts.from ?? `mailer-daemon@${line.address.slice(line.address.lastIndexOf('@') + 1).toLowerCase()}`,
    subject: facts.subject || null,
    body: (words || 'A mail system has returned this message without a word.').toWellFormed(),
    ...(words === '' || sender !== 'person' ? { made: true } : {}),
    aside: reason,
    at: facts.at,
    conversationToken: facts.conversationToken,
    ...(answers === null ? {} : { answers: [answers] }),
  }
}

import { Permanent, Temporary } from '../../errors.ts'
import type { Line, Outgoing, ProviderContext, SendOutcome } from '../provider.ts'
import { fileForm } from './file-form.ts'
import { post } from './post.ts'
import type { BlueBubblesSettings } from './settings.ts'

/** One call: what it sends, in words, and under which tempGuid. */
interface Part {
  what: string
  send(tempGuid: string): Promise<SendOutcome>
}

/**
 * Sends files and then the text, a call each, which is all that AppleScript can. The last call alone bears our reference,
 * so that its webhook, or the text being found later, says that all before it left, too. When a call fails after another
 * went out, nothing may be repeated: that is `unknown`, and says in words what left.
 */
export async function sendInParts(
  message: Outgoing,
  chatGuid: string,
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
): Promise<SendOutcome> {
  const { body, reference, attachments = [] } = message
  const method = 'apple-script'
  const parts: Part[] = attachments.map((file) => ({
    what: file.name,
    send: (tempGuid) => {
      const form = fileForm(file, { chatGuid, name: file.name, tempGuid, method })
      return post('/message/attachment', form, line, context)
    },
  }))
  if (body !== '') {
    const send = (tempGuid: string) =>
      post('/message/text', { chatGuid, message: body, tempGuid, method }, line, context)
    parts.push({ what: 'the text', send })
  }
  const left: string[] = []
  const pieces: string[] = []
  for (const [index, { what, send }] of parts.entries()) {
    const last = index === parts.length - 1
    const outcome = await attempt(() => send(last ? reference : `${reference}-${index + 1}`), left, what)
    if (last || outcome.outcome === 'unknown') return pieces.length > 0 ? { ...outcome, pieces } : outcome
    left.push(what)
    // Whoever sees a part waits for the rest, and nobody would know how to repeat it.
    context.begun?.()
    pieces.push(outcome.providerId)
  }
  throw new Permanent('message_empty', 'There is neither text nor a file in this message.')
}

/** A refusal counts as one only while nothing else of the message has left. */
async function attempt(send: () => Promise<SendOutcome>, left: readonly string[], what: string): Promise<SendOutcome> {
  const gone = left.length > 0 ? `${left.join(', ')} went out; ` : ''
  try {
    const outcome = await send()
    if (outcome.outcome === 'accepted') return outcome
    return { outcome: 'unknown', reason: `${gone}of ${what} it is not known: ${outcome.reason}` }
  } catch (error) {
    const refused = error instanceof Permanent || error instanceof Temporary
    if (gone === '' || !refused) throw error
    return { outcome: 'unknown', reason: `${gone}${what} did not: ${error.message}` }
  }
}

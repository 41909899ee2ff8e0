import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { Permanent, Temporary } from '../../errors.ts'
import { namesLine } from '../names-line.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { ask } from './ask.ts'
import { serverInfo } from './server-info.ts'
import type { BlueBubblesSettings } from './settings.ts'

const Webhooks = Type.Array(Type.Object({ url: Type.String(), events: Type.Array(Type.Unknown()) }))

/** The events that are read: what came, what becomes of what was sent, and what Messages refused to send. */
const wanted = ['new-message', 'updated-message', 'message-send-error']

/** Does the Mac answer, can it send the chosen way, and does it post what happens to this line? */
export async function tryLine(line: Line<BlueBubblesSettings>, context: ProviderContext): Promise<string | void> {
  const info = await serverInfo(line, context)
  if (line.settings.method === 'private-api' && !(info.private_api && info.helper_connected)) {
    throw wrong('private_api_off', 'The Private API of the Mac is not connected. Connect it, or choose another way.')
  }
  // With the token in its address, which is compared here and repeated nowhere.
  const webhooks = await ask({ path: '/webhook' }, line, { ...context, secrets: [] })
  if (!Value.Check(Webhooks, webhooks)) {
    throw new Temporary('provider_failed', 'BlueBubbles did not list its webhooks.')
  }
  const ours = webhooks.find(({ url }) => url === `${line.callbackUrl}/${line.settings.webhookToken}`)
  if (!ours) {
    throw wrong('webhook_missing', `Add a webhook in BlueBubbles: ${line.callbackUrl}/ followed by the webhook token.`)
  }
  const events = JSON.stringify(ours.events)
  const missing = wanted.filter((name) => !events.includes(name) && !events.includes('"*"'))
  if (missing.length > 0) {
    // BlueBubbles leaves the events of a webhook as they are when the same address is added again.
    throw wrong(
      'webhook_incomplete',
      `Delete the webhook in BlueBubbles and add it with ${wanted.join(', ')}: it lacks ${missing.join(' and ')}.`,
    )
  }
  const { detected_imessage: account } = info
  // A Mac that tells none may be too old to know, and one account has several addresses: a word, and no failure.
  if (typeof account !== 'string' || account === '' || namesLine(account, line)) return
  return `The Mac is signed in to iMessage as ${account}, and this line says ${line.address}: see that both are of one account.`
}

function wrong(code: string, words: string): Permanent {
  return new Permanent(code, words, { blame: 'line' })
}

import { Compile } from 'typebox/compile'
import { Type } from 'typebox'
import { Permanent, Temporary } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import { askVendor } from '../call-vendor.ts'
import { leavesDoubt } from '../leaves-doubt.ts'
import { peekText } from '../peek.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { graphError } from './graph-error.ts'
import { graph } from './graph.ts'
import type { WhatsAppSettings } from './settings.ts'

const numbers = Compile(Type.Object({ display_phone_number: Type.String() }))
const apps = Compile(Type.Object({ data: Type.Array(Type.Unknown()) }))

/** Does the token work, is the id that of the line's number, and does the account tell the app? Throws in words. */
export async function tryLine(line: Line<WhatsAppSettings>, context: ProviderContext): Promise<void> {
  const { phoneNumberId, businessAccountId } = line.settings
  const number = await ask(`/${phoneNumberId}`, { fields: 'display_phone_number' }, line, context)
  if (!numbers.Check(number)) throw new Temporary('provider_failed', "Meta's answer cannot be read.")
  const digits = (text: string) => text.replace(/\D/g, '')
  if (digits(number.display_phone_number) !== digits(line.address)) {
    const words = `The phone number ID is that of ${number.display_phone_number}, not of ${line.address}.`
    throw new Permanent('sender_refused', words, { blame: 'line' })
  }
  await tryWebhook(line, context)
  if (businessAccountId === undefined) return
  const subscribed = await ask(`/${businessAccountId}/subscribed_apps`, {}, line, context)
  if (apps.Check(subscribed) && subscribed.data.length > 0) return
  const words = 'No app is subscribed to the WhatsApp account, so replies and statuses come to nobody.'
  throw new Permanent('webhook_missing', words, { blame: 'line' })
}

/** Meta posts to the address of the number where it has one, else of the account, else of the app. Versions that do not tell it are left alone. */
async function tryWebhook(line: Line<WhatsAppSettings>, context: ProviderContext): Promise<void> {
  const path = `/${line.settings.phoneNumberId}`
  const told = await ask(path, { fields: 'webhook_configuration' }, line, context).catch((error: unknown) => {
    if (error instanceof Permanent) return {}
    throw error
  })
  const address =
    peekText(told, 'webhook_configuration', 'phone_number') ??
    peekText(told, 'webhook_configuration', 'whatsapp_business_account') ??
    peekText(told, 'webhook_configuration', 'application')
  if (address === undefined || address === line.callbackUrl) return
  const words = `Replies and statuses do not come here: set the callback URL of the app at Meta to ${line.callbackUrl}.`
  throw new Permanent('webhook_elsewhere', words, { blame: 'line' })
}

async function ask(
  path: string,
  query: Record<string, string>,
  line: Line<WhatsAppSettings>,
  context: ProviderContext,
): Promise<unknown> {
  const { url, authorization } = graph(line)
  const answer = await askVendor('WhatsApp', url(path, query), { headers: { authorization } }, context)
  if (answer.status === 200) return answer.json
  if (leavesDoubt(answer)) throw new Temporary('provider_failed', answerWords('Meta', answer.status))
  const error = graphError(answer, context.now())
  throw error instanceof Permanent ? new Permanent(error.code, error.message, { blame: 'line' }) : error
}

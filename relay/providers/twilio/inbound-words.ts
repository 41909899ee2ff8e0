import { cutText } from '../../../contract/cut-text.ts'
import { readKeyword } from '../../policy/keyword.ts'
import { placeWords } from '../place-words.ts'
import { tellData } from '../tell-data.ts'

/**
 * What a message says that a webhook brings, and whether the person typed it: text, a place, a choice, a form, and by which ad it came.
 * Source: Twilio's page "Messaging webhooks", its parameters for WhatsApp and RCS.
 */
export function inboundWords(form: URLSearchParams, hasFiles: boolean): { body: string; typed: boolean } {
  const part = (name: string) => form.get(name)?.trim() || undefined
  const text = form.get('Body') ?? ''
  const made = [placeOf(part), choiceOf(part, text), formOf(part)].filter((words) => words !== undefined)
  const own = text.trim() === '' ? [] : [text]
  const lines = [...own, ...made.filter((words) => words !== text.trim())]
  if (lines.length === 0 && !hasFiles) lines.push(nothing(part, form))
  const typed = lines.length === 0 || (lines.length === 1 && own.length === 1)
  const forwarded = ['Forwarded', 'FrequentlyForwarded'].some((name) => part(name)?.toLowerCase() === 'true')
  const note = referralOf(part)
  // A word on consent must stay the whole of what was written.
  const noted = note !== undefined && !(typed && readKeyword(text, 'sms') !== null) ? ['', note] : []
  const body = [...(forwarded ? ['Forwarded:'] : []), ...lines, ...noted].join('\n')
  return { body: own.length > 0 && !forwarded ? body : body.trim(), typed: typed && !forwarded }
}

type Part = (name: string) => string | undefined

function placeOf(part: Part): string | undefined {
  const [latitude, longitude] = [part('Latitude'), part('Longitude')]
  if (latitude === undefined || longitude === undefined) return undefined
  return placeWords({ name: part('Label'), address: part('Address'), latitude, longitude, url: part('LocationUrl') })
}

/** The words of a button mostly stand in the text as well. */
function choiceOf(part: Part, text: string): string | undefined {
  const row = [part('ListTitle'), part('ListDescription')].filter((words) => words !== undefined)
  if (row.length > 0) return row.filter((words) => words !== text.trim()).join('\n') || undefined
  return part('ButtonText') ?? (text.trim() === '' ? part('ButtonPayload') : undefined)
}

function formOf(part: Part): string | undefined {
  const data = part('InteractiveData') ?? part('FlowData')
  if (data === undefined) return undefined
  try {
    return tellData(JSON.parse(data)) || undefined
  } catch {
    return cutText(data, 2000)
  }
}

function referralOf(part: Part): string | undefined {
  const said = [part('ReferralHeadline'), part('ReferralBody')].filter(Boolean).map((words) => `“${words}”`)
  const where = part('ReferralSourceUrl') ?? part('ReferralSourceId')
  if (said.length === 0 && where === undefined) return undefined
  const kind = part('ReferralSourceType') === 'post' ? 'post' : 'ad'
  return [`Came by the ${kind}`, ...said, where === undefined ? '' : `(${where})`].filter(Boolean).join(' ')
}

/** What every message has, or what has been looked at. */
const usual =
  /^(Sms|Messag|Account|Api|From|To|Num|WaId|Profile|Body|Channel|Media|OptOut|External|Original|Error|Referral|Addon)/

/** Nothing that is known: by the name that Twilio gives it, with what it says of it. */
function nothing(part: Part, form: URLSearchParams): string {
  const type = cutText(part('MessageType') ?? '', 60) || undefined
  const words = cutText(part('ErrorMessage') ?? '', 300) || undefined
  if (type === 'request_welcome') return 'Opened the chat, and has not written yet.'
  if (type === 'reaction') return 'Took a reaction back.'
  const what =
    type === undefined || type === 'text' ? 'a message without text' : `“${type}”, which Twilio does not pass on`
  const data = tellData(Object.fromEntries([...form].filter(([name]) => !usual.test(name))))
  return [`This person sent ${what}.${words === undefined ? '' : ` Twilio says: ${words}`}`, data]
    .filter(Boolean)
    .join('\n')
}

import { cutText } from '../../../contract/cut-text.ts'
import type { Message } from './message.ts'

/** What Messages shows as a balloon of its own, by the bundle that draws it. Names: the extensions that come with macOS and iOS 26. */
const apps: readonly [bundle: RegExp, words: string][] = [
  [/PeerPayment/i, 'sent or asked for money with Apple Cash'],
  [/findmy/i, 'shared a location with Find My'],
  [/SafetyMonitor/i, 'sent a Check In'],
  [/\bpolls?\b/i, 'sent a poll, or voted in one'],
  [/gamepigeon/i, 'sent a game of GamePigeon, or a move in one'],
  [/DigitalTouch/i, 'sent a Digital Touch drawing'],
  [/Handwriting/i, 'sent something in handwriting'],
  [/stickers?/i, 'sent a sticker'],
  [/ActivityMessages|fitness/i, 'shared a workout'],
  [/MusicMessages/i, 'shared music'],
  [/PhotosMessages|mobileslideshow/i, 'shared photos by iCloud'],
  [/\bbusiness\b/i, 'answered a form for businesses'],
  [/Passbook|Wallet/i, 'sent something from Wallet'],
]
/** A link with its preview. Its text is the link. */
const link = /URLBalloonProvider/i
/** What a card says on its face, by Apple's names. */
const faces = /^(ldtext|caption|subcaption|trailing-?(sub)?caption|(image-?)?(sub)?title|summary|url|originalUrl)$/i
const mostWords = 500

/**
 * What an app's balloon says: which app it is, and the words on its face, which the server tells only in its history. Undefined for a
 * message that is none, and for a link that is its own text.
 */
export function appWords({ balloonBundleId, payloadData }: Message, text: string): string | undefined {
  if (balloonBundleId === undefined) return undefined
  const said = cutText([...new Set([text.trim(), ...faceOf(payloadData)])].filter(Boolean).join(' · '), mostWords)
  if (link.test(balloonBundleId)) {
    return text.trim() === '' ? sentence('sent a link', said) : undefined
  }
  const words = apps.find(([bundle]) => bundle.test(balloonBundleId))?.[1]
  const name = balloonBundleId.split(':').at(-1) ?? balloonBundleId
  return sentence(words ?? `sent something from an app (${cutText(name, 100)})`, said)
}

function sentence(what: string, said: string): string {
  return `This person ${what}${said && `: ${said}`}`.replace(/(?<![.?!…])$/, '.')
}

function faceOf(payload: unknown, depth = 0): string[] {
  if (depth > 6) return []
  if (Array.isArray(payload)) return payload.slice(0, 50).flatMap((part) => faceOf(part, depth + 1))
  if (typeof payload !== 'object' || payload === null) return []
  return Object.entries(payload).flatMap(([key, value]: [string, unknown]) => {
    const words = faces.test(key) && typeof value === 'string' ? value.trim() : ''
    return words === '' ? faceOf(value, depth + 1) : [words]
  })
}

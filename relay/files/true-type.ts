import { fileTypeFromBuffer, supportedMimeTypes } from 'file-type'

/** Names that servers use for the same type. */
const aliases: Record<string, string> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/apng': 'image/png',
  'image/vnd.microsoft.icon': 'image/x-icon',
  'audio/mp3': 'audio/mpeg',
  'audio/x-m4a': 'audio/mp4',
  'audio/m4a': 'audio/mp4',
  'audio/x-wav': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
  'video/x-m4v': 'video/mp4',
  'application/x-pdf': 'application/pdf',
  'application/x-zip-compressed': 'application/zip',
  'text/x-vcard': 'text/vcard',
}

/** What servers say when they do not know. */
const unknown = new Set(['', 'application/octet-stream', 'binary/octet-stream', 'application/x-download'])

/** Types whose files begin with a sign of their own: bytes without it are something else. */
const recognisable = new Set([...supportedMimeTypes].map(normal))

/** Formats that are a container with more inside, by what the container is. */
const containers: Record<string, RegExp> = {
  'application/zip': /^application\/(vnd\.openxmlformats-|vnd\.oasis\.|vnd\.ms-|epub\+zip$|vnd\.apple\.)/,
  'application/x-cfb': /^application\/(msword|vnd\.ms-[a-z]+|vnd\.visio)$/,
  'application/xml': /\/(xml|[a-z0-9.-]+\+xml)$/,
  'text/plain': /^text\/(?!html$)|^application\/(json|csv)$/,
}

/**
 * The MIME type of bytes, from what they begin with, what the server called them (a `content-type` header) and what
 * they were announced as; with the usual file extension where the bytes show it. `null` where these contradict each other.
 */
export async function trueType(
  content: Uint8Array,
  served: string,
  announced: string | undefined,
): Promise<{ contentType: string; extension: string | undefined } | null> {
  const found = await fileTypeFromBuffer(content)
  const seen = found && normal(found.mime)
  const said = [announced ?? '', served].map(normal).filter((type) => !unknown.has(type))
  if (said.some((type) => contradicts(type, seen))) return null
  const contentType = seen === undefined ? agreed(said) : (said.find((type) => moreExact(type, seen)) ?? seen)
  return contentType === null ? null : { contentType, extension: found?.ext }
}

/** What is said of bytes that show nothing, if it is the same. */
function agreed([one, other = one]: string[]): string | null {
  if (one === undefined || other === undefined) return 'application/octet-stream'
  if (one === other || inside(one, other)) return one
  return inside(other, one) ? other : null
}

function contradicts(said: string, seen: string | undefined): boolean {
  if (seen === undefined) return recognisable.has(said)
  if (said === seen || inside(said, seen) || inside(seen, said)) return false
  const [one, two] = [kindOf(said), kindOf(seen)]
  return one !== two || one === 'application' || one === 'text'
}

/** A document in its container; or sound alone, where the bytes do not show that there are no pictures. */
function moreExact(said: string, seen: string): boolean {
  const sameFormat = kindOf(said) === 'sound or film' && said.split('/')[1] === seen.split('/')[1]
  return sameFormat || inside(said, seen)
}

function inside(type: string, container: string): boolean {
  return containers[container]?.test(type) ?? false
}

function kindOf(type: string): string {
  const kind = type.split('/')[0] ?? ''
  return kind === 'audio' || kind === 'video' ? 'sound or film' : kind
}

function normal(type: string): string {
  const bare = (type.split(';')[0] ?? '').trim().toLowerCase()
  return aliases[bare] ?? bare
}

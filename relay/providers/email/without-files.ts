import { isWordless } from './is-wordless.ts'
import { mailOutline, type OutlinedPart } from './mail-outline.ts'

/** Less is not worth the copy. */
const least = 4_096

/**
 * A mail without the bytes of pictures, documents and the like, of which only names and types are told. The rest is read as before, and
 * sooner. They are left out where nothing else can stand in them, whatever a parser makes of the mail: base64, in which no line begins
 * as those do that part one thing from another.
 */
export function withoutFiles(raw: Buffer): Buffer {
  if (raw.length < least || !raw.includes('base64')) return raw
  const text = raw.toString('latin1')
  const pieces: Buffer[] = []
  let end = 0
  for (const part of mailOutline(text)) {
    if (part.to - part.body < least || !isFile(part) || hasMark(text.slice(part.body - 1, part.to))) continue
    pieces.push(raw.subarray(end, part.body))
    end = part.to
  }
  return end === 0 ? raw : Buffer.concat([...pieces, raw.subarray(end)])
}

/** Whether its headers say so once and plainly. */
function isFile({ head, type }: OutlinedPart): boolean {
  const named = /^content-type:\s*([\w.+-]+\/[\w.+-]+)\s*(?:;|$)/i.exec(type?.[0] ?? '')?.[1]?.toLowerCase() ?? ''
  if (!isWordless(named) || !/^[\w-]+:/.test(head)) return false
  // Outlook's own packet is opened, by whatever type it comes, and an encoded name may be its.
  if (/tnef|winmail|=\?|name\*/i.test(head)) return false
  const said = head.match(/^content-(?:type|transfer-encoding)[ \t]*:.*/gim) ?? []
  return said.length === 2 && said.some((one) => /^content-transfer-encoding:[ \t]*base64\s*$/i.test(one))
}

function hasMark(text: string): boolean {
  return text.includes('\n--') || text.includes('\r--')
}

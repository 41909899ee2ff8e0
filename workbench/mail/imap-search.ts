import type { ImapArgument } from './imap-line.ts'
import type { MailMessage } from './mail-store.ts'

/** The set `1,4:6,9:*` as a test; `*` is the largest number there is, and ranges may run backwards. */
export function inSet(set: string, largest: number): (value: number) => boolean {
  const ranges = set.split(',').map((part) => {
    const ends = part.split(':').map((end) => (end === '*' ? largest : Number(end)))
    if (ends.length > 2 || ends.some((end) => !Number.isSafeInteger(end) || end < 0)) throw new SyntaxError('Wrong set')
    const [a = 0, b = a] = ends
    return [Math.min(a, b), Math.max(a, b)] as const
  })
  return (value) => ranges.some(([low, high]) => value >= low && value <= high)
}

/** `SEARCH` with the keys ALL, UID, SINCE, SEEN, UNSEEN and HEADER. Throws `SyntaxError` for others. */
export function search(messages: readonly MailMessage[], keys: ImapArgument[]): MailMessage[] {
  const words = keys.map((key) => (typeof key === 'string' ? key : ''))
  const largest = messages.at(-1)?.uid ?? 0
  let found = [...messages]
  for (let at = 0; at < words.length; at++) {
    const key = words[at]!.toUpperCase()
    if (key === 'ALL') continue
    if (key === 'UID') {
      const test = inSet(words[++at] ?? '', largest)
      found = found.filter(({ uid }) => test(uid))
    } else if (key === 'SINCE') {
      const day = Date.parse(`${words[++at]} UTC`)
      if (Number.isNaN(day)) throw new SyntaxError('Wrong date')
      found = found.filter((message) => message.at.getTime() >= day)
    } else if (key === 'SEEN' || key === 'UNSEEN') {
      found = found.filter(({ flags }) => flags.has('\\Seen') === (key === 'SEEN'))
    } else if (key === 'HEADER') {
      const name = (words[++at] ?? '').toLowerCase()
      const value = (words[++at] ?? '').toLowerCase()
      found = found.filter(({ raw }) => headerHas(raw, name, value))
    } else throw new SyntaxError(`Cannot search ${key}`)
  }
  return found
}

function headerHas(raw: Buffer, name: string, value: string): boolean {
  const head = (raw.toString('latin1').split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ').toLowerCase()
  return head.split('\r\n').some((line) => line.startsWith(`${name}:`) && line.slice(name.length + 1).includes(value))
}

import type { AddressObject, ParsedMail } from 'mailparser'
import { readEmail } from '../../person/read-email.ts'
import type { EmailLine } from './email-line.ts'
import { headerText, type MailHeaders } from './headers.ts'
import { isOurAddress } from './our-address.ts'

/** Who wrote a mail, as far as it says. */
export interface Sender {
  /** Null where it names nobody at all. */
  address: string | null
  /** An address of ours stands in From; `address` is the person named beside it, or ours where nobody is. */
  fromOurs: boolean
  /** Who it is is said by another header than From. */
  instead: string | null
  /** One From names one address, and no more. */
  isAlone: boolean
}

/** Where lists that write From themselves say whose words they pass on, the surest first. */
const originals = ['x-original-from', 'x-original-sender', 'x-google-original-from']

/** Whom websites and the services behind them write as. */
const program =
  /^(?:(?:do)?[._-]?not?[._-]?reply|wordpress|www|www-data|apache|httpd|nginx|nobody|website|web-?forms?|forms?|(?:kontakt)?formular)\b/

/**
 * The sender of a mail: From, else Sender, Reply-To or the envelope's. Where From is an address of ours, of the list that the
 * mail came through, or of a program, whoever stands in the list's own headers or in Reply-To is meant.
 */
export function senderOf(mail: ParsedMail, headers: MailHeaders, line: EmailLine): Sender {
  return { ...whoWrote(mail, headers, line), isAlone: headers.get('from')?.length === 1 && countOf(mail.from) === 1 }
}

function whoWrote(mail: ParsedMail, headers: MailHeaders, line: EmailLine): Omit<Sender, 'isAlone'> {
  const from = first(mail.from)
  const isProgram = from !== null && program.test(from)
  const isSite =
    isProgram && from.slice(from.lastIndexOf('@')) === line.address.slice(line.address.lastIndexOf('@')).toLowerCase()
  const fromOurs = isSite || (from !== null && isOurAddress(from, line))
  if (from && !fromOurs && !isProgram && !listOf(headers).includes(from))
    return { address: from, fromOurs, instead: null }
  const list = listOf(headers)
  const isOther = (address: string | null) =>
    address !== null && address !== from && !isOurAddress(address, line) && !list.includes(address)
  for (const name of [...originals, 'reply-to']) {
    const address = name === 'reply-to' ? every(mail.replyTo).find(isOther) : inText(headerText(headers, name))
    if (address && isOther(address)) return { address, fromOurs, instead: name }
  }
  if (from) return { address: from, fromOurs, instead: null }
  for (const name of ['sender', 'reply-to', 'return-path', 'x-envelope-from']) {
    const address = inText(headerText(headers, name))
    if (address) return { address, fromOurs: isOurAddress(address, line), instead: name }
  }
  return { address: null, fromOurs: false, instead: null }
}

function first(addresses: AddressObject | undefined): string | null {
  return every(addresses)[0] ?? null
}

function countOf(addresses: AddressObject | undefined): number {
  return (addresses?.value ?? []).flatMap((entry) => entry.group ?? [entry]).length
}

function every(addresses: AddressObject | undefined): string[] {
  return (addresses?.value ?? [])
    .flatMap((entry) => [entry, ...(entry.group ?? [])])
    .flatMap(({ address }) => readEmail(address ?? '')?.address.toLowerCase() ?? [])
}

function inText(text: string): string | null {
  const found = /("[^"\\]{1,64}"|[^\s<>"(),:;[\]]{1,64})@[^\s<>"(),:;[\]]{1,190}/u.exec(text.slice(0, 1_000))?.[0]
  return (found && readEmail(found)?.address.toLowerCase()) ?? null
}

/** What names the addresses under which people write to the list. */
function listOf(headers: MailHeaders): string {
  const named = ['list-post', 'x-beenthere', 'mailing-list', 'x-mailing-list'].map((name) => headerText(headers, name))
  return named.join(' ').slice(0, 4_000).toLowerCase()
}

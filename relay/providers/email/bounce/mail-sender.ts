import { headerText, type MailHeaders } from '../headers.ts'

export type MailSender = 'mail system' | 'machine' | 'person'

const systemName =
  /^(?:mail(?:er)?(?:delivery)?(?:daemon|(?:sub)?system|failure|report)|(?:deamon|daemon)mailer|po+st?master|mailmaster|mdaemon|mmdf|maildelivery|mailrobot|bounces?|bouncehandler|undeliver\w*|mailadmin|mailadministrator)(?=\d|[@+]|$|mail|notif|admin)/
const systemWords =
  /mail(?:er)?[ -]?(?:deliver|daemon|system|administrator)|po+st[ _-]?master|system administrator|delivery (?:sub)?system|\bNDR admin|Microsoft Exchange|mail gateway|InterScan|content[ -]filter/i
const machineName =
  /^(?:no-?_?\.?reply|do-?_?\.?not-?_?\.?reply|nobody|notifications?|alerts?|complaints|feedback(?:loop)?|staff|sysadmin|system|hostmaster|interscan|exchange|smtpd?|mta|ndr|dsn|\S{0,20}gateway)\b/
const reportSubject =
  /^(?:\S{1,40} )?(?:undeliver|mail deliver|delivery (?:status|fail|report|problem|notif)|failure (?:notice|deliver)|failed (?:mail|deliver)|returned mail|warning: (?:could not|message)|delayed mail|message (?:delivery|you sent)|non[- ]?deliver|mail (?:system error|failure)|\*\*message you sent|notice: mail)/i

/**
 * Who wrote this: a mail system, which writes of nothing but mail; some other machine; or perhaps a person. Mail systems are known
 * by their name, whatever signs it is spelt with, and by what only they send (RFC 3464, X-Failed-Recipients).
 */
export function mailSender(headers: MailHeaders): MailSender {
  const written = headerText(headers, 'from')
  const paths = (headers.get('return-path') ?? []).map((path) => path.replace(/\s/g, '').toLowerCase())
  const address = /<([^<>]*)>[^<>]*$/.exec(written)?.[1] ?? written.replace(/\([^()]*\)/g, '')
  const local = address.trim().split('@')[0]!.toLowerCase()
  if (headers.has('x-failed-recipients') || headers.has('x-ms-embedded-report')) return 'mail system'
  if (/^multipart\/report/i.test(headerText(headers, 'content-type'))) return 'mail system'
  if (systemName.test(local.replace(/[._-]/g, ''))) return 'mail system'
  if (systemWords.test(displayName(written))) return 'mail system'
  // Only they write in nobody's name.
  if (headers.has('from') && address.trim() === '') return 'mail system'
  const isSilent = paths.some((path) => path === '' || /^<(?:null)?>$|mailer-daemon/.test(path))
  if (isSilent && reportSubject.test(headerText(headers, 'subject').trim())) return 'mail system'
  const submitted = headerText(headers, 'auto-submitted').toLowerCase()
  if (isSilent || machineName.test(local) || (submitted !== '' && !/^no\b/.test(submitted))) return 'machine'
  return 'person'
}

function displayName(from: string): string {
  return from.includes('<') ? from.slice(0, from.lastIndexOf('<')) : (/\(([^()]*)\)/.exec(from)?.[1] ?? '')
}

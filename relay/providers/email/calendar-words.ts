import { cutText } from '../../../contract/cut-text.ts'

const methods: Record<string, string> = {
  REQUEST: 'Invitation',
  PUBLISH: 'Event',
  CANCEL: 'Cancelled',
  COUNTER: 'Proposes another time',
  REFRESH: 'Asks for the latest of',
}
const answers: Record<string, string> = {
  ACCEPTED: 'Accepted',
  DECLINED: 'Declined',
  TENTATIVE: 'Accepted provisionally',
}

/** What an invitation, or the answer to one, says (iCalendar, RFC 5545 and 5546); null for what is none. */
export function calendarWords(text: string): string | null {
  if (!/^\s*BEGIN:VCALENDAR/i.test(text)) return null
  const lines = text
    .slice(0, 200_000)
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
  const event = lines.slice(
    Math.max(
      0,
      lines.findIndex((line) => /^BEGIN:VEVENT/i.test(line)),
    ),
  )
  const find = (name: string, among: string[]) => {
    const length = name.length
    const line = among.find(
      (one) => one.slice(0, length).toUpperCase() === name && /^[;:]/.test(one.slice(length, length + 1)),
    )
    return { value: line?.replace(/^(?:"[^"]*"|[^":])*:/, '') ?? '', line: line ?? '' }
  }
  const method = find('METHOD', lines).value.trim().toUpperCase()
  const said = /PARTSTAT=([A-Z-]+)/i.exec(find('ATTENDEE', event).line)?.[1]?.toUpperCase() ?? ''
  const what = (method === 'REPLY' ? answers[said] : methods[method]) ?? (method === 'REPLY' ? 'Answered' : 'Event')
  const start = find('DTSTART', event)
  const zone = /TZID=("?)([^;:"]+)\1/i.exec(start.line)?.[2]
  const facts = [
    plain(find('SUMMARY', event).value) || 'no title',
    moment(start.value, zone),
    plain(find('LOCATION', event).value),
  ]
  return `${what}: ${facts.filter(Boolean).join(', ')}`
}

function plain(value: string): string {
  const words = value.replace(/\\n/gi, ' ').replace(/\\([,;\\])/g, '$1')
  return cutText(words.trim(), 300)
}

function moment(value: string, zone: string | undefined): string {
  const [, year, month, day, hour, minute, utc] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d*(Z?))?/.exec(value.trim()) ?? []
  if (!year) return ''
  const date = `${year}-${month}-${day}`
  return hour ? `${date} ${hour}:${minute}${utc ? ' UTC' : zone ? ` (${cutText(zone, 60)})` : ''}` : date
}

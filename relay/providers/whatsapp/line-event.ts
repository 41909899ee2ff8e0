import { peekText } from '../peek.ts'
import type { Line, ProviderEvent } from '../provider.ts'

const states = new Map([
  ['FLAGGED', 'degraded'],
  ['DOWNGRADE', 'degraded'],
  ['UNFLAGGED', 'healthy'],
  ['UPGRADE', 'healthy'],
] as const)
const bans = new Map([
  ['SCHEDULE_FOR_DISABLE', 'degraded'],
  ['DISABLE', 'blocked'],
  ['REINSTATE', 'healthy'],
] as const)

/** What Meta says of the number or the whole account; a word that nobody knows changes nothing. */
export function lineEvent(field: string, value: unknown, at: Date, line: Line): ProviderEvent {
  const event = peekText(value, 'event') ?? ''
  if (field === 'phone_number_quality_update') {
    const ours = peekText(value, 'display_phone_number')?.replace(/\D/g, '') === line.address.replace(/\D/g, '')
    const state = states.get(event as 'FLAGGED')
    if (ours && state) {
      return { kind: 'line', state, reason: `WhatsApp changed the standing of the number: ${event}`, at }
    }
  }
  if (field === 'account_update') {
    if (event === 'ACCOUNT_RESTRICTION' || event === 'ACCOUNT_VIOLATION') {
      return { kind: 'line', state: 'degraded', reason: `Meta acts against the account: ${event}`, at }
    }
    const ban = peekText(value, 'ban_info', 'waba_ban_state') ?? ''
    const state = bans.get(ban as 'DISABLE')
    if (state) return { kind: 'line', state, reason: `Meta: ${ban}`, at }
  }
  const said = event === '' ? '' : ` (${event.slice(0, 40)})`
  return { kind: 'ignored', reason: `nothing to do for “${field.slice(0, 40)}”${said}` }
}

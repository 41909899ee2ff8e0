import { cutText } from '../../../contract/cut-text.ts'
import { peekText } from '../peek.ts'
import type { Line, ProviderEvent } from '../provider.ts'

/** What Meta does to the account as a whole. */
const acts = new Map([
  ['ACCOUNT_RESTRICTION', 'degraded'],
  ['ACCOUNT_VIOLATION', 'degraded'],
  ['PARTNER_REMOVED', 'degraded'],
  ['ACCOUNT_OFFBOARDED', 'degraded'],
  ['ACCOUNT_DELETED', 'blocked'],
] as const)
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
    const act = acts.get(event as 'ACCOUNT_DELETED')
    if (act) return { kind: 'line', state: act, reason: `Meta has changed the account: ${event}`, at }
    const ban = peekText(value, 'ban_info', 'waba_ban_state') ?? peekText(value, 'ban_info', 'waba_ban_state', 0) ?? ''
    const state = bans.get(ban as 'DISABLE')
    if (state) return { kind: 'line', state, reason: `Meta: ${ban}`, at }
  }
  const said = event === '' ? '' : ` (${cutText(event, 40)})`
  return { kind: 'ignored', reason: `nothing to do for “${cutText(field, 40)}”${said}` }
}

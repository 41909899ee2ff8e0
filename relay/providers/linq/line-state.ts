import { cutText } from '../../../contract/cut-text.ts'
import { namesLine } from '../names-line.ts'
import type { ProviderEvent } from '../provider.ts'
import type { Told } from './told.ts'

/**
 * What Linq says of a number. A flag or a bad rating stops it, whatever stands beside; only a good rating without a flag resumes it,
 * and a word that nobody knows changes nothing. `new_health_status` is the older name of the rating.
 */
export function lineState({ type, data, at: toldAt, line }: Told): ProviderEvent {
  const number = data.text('phone_number')
  if (number === undefined) return { kind: 'unreadable', reason: 'This change names no number.' }
  if (!namesLine(number, line)) return { kind: 'ignored', reason: 'an event of another line' }
  const at = data.date('changed_at', 'released_at') ?? toldAt
  if (type === 'phone_number.released') {
    return { kind: 'line', state: 'blocked', reason: 'Linq has taken the number out of the account.', at }
  }
  const status = data.text('new_status')?.toUpperCase()
  const rating = data.text('new_reputation', 'new_health_status')?.toUpperCase()
  if (status === 'FLAGGED') return { kind: 'line', state: 'blocked', reason: 'Linq has flagged the line.', at }
  if (rating === 'CRITICAL') {
    return { kind: 'line', state: 'blocked', reason: 'Linq rates the line as critical and says to pause it.', at }
  }
  if (rating === 'AT_RISK') {
    return { kind: 'line', state: 'degraded', reason: 'Linq rates the line as at risk and says to send less.', at }
  }
  if (rating === 'HEALTHY' && (status === undefined || status === 'ACTIVE')) {
    return { kind: 'line', state: 'healthy', reason: 'Linq rates the line as healthy.', at }
  }
  const said = [status, rating].filter((word) => word !== undefined).join(', ')
  return { kind: 'ignored', reason: `a state of the line that is not known: ${cutText(said, 60)}` }
}

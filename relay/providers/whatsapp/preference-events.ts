import { cutText } from '../../../contract/cut-text.ts'
import { peekList, peekText } from '../peek.ts'
import type { ProviderEvent } from '../provider.ts'
import { addressOf } from './address-of.ts'
import { timeOf } from './time-of.ts'

/** People who stop, or take up again, what a company sends for its marketing. */
export function preferenceEvents(value: unknown, otherwise: Date): ProviderEvent[] {
  const events = peekList(value, 'user_preferences').map((preference): ProviderEvent => {
    const from = addressOf(peekText(preference, 'wa_id')) ?? peekText(preference, 'user_id')
    const word = peekText(preference, 'value') ?? ''
    if (from === undefined) return { kind: 'unreadable', reason: 'A word on consent does not say whose it is.' }
    if (word !== 'stop' && word !== 'resume') {
      return { kind: 'ignored', reason: `a preference that is neither stop nor resume: ${cutText(word, 40)}` }
    }
    const consent = word === 'stop' ? 'opted_out' : 'opted_in'
    return { kind: 'consent', from, consent, at: timeOf(preference, otherwise) }
  })
  return events.length > 0 ? events : [{ kind: 'ignored', reason: 'nothing to do for “user_preferences”' }]
}

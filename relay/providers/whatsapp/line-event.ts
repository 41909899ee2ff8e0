import { Compile } from 'typebox/compile'
import { Type } from 'typebox'
import type { Line, ProviderEvent } from '../provider.ts'
import { addressOf } from './reply-event.ts'

const qualities = Compile(Type.Object({ display_phone_number: Type.String(), event: Type.String() }))
const accounts = Compile(
  Type.Object({
    event: Type.String(),
    ban_info: Type.Optional(Type.Object({ waba_ban_state: Type.Optional(Type.String()) })),
  }),
)
const preferences = Compile(
  Type.Object({
    user_preferences: Type.Array(
      Type.Object({
        wa_id: Type.Optional(Type.String()),
        user_id: Type.Optional(Type.String()),
        value: Type.String(),
        timestamp: Type.Union([Type.String({ pattern: '^[0-9]{1,12}$' }), Type.Integer({ minimum: 0, maximum: 1e11 })]),
      }),
    ),
  }),
)

const states = { FLAGGED: 'degraded', DOWNGRADE: 'degraded', UNFLAGGED: 'healthy', UPGRADE: 'healthy' } as const
const bans = { SCHEDULE_FOR_DISABLE: 'degraded', DISABLE: 'blocked', REINSTATE: 'healthy' } as const

/** What Meta says of the number or the whole account; undefined where it says nothing that matters to the line. */
export function lineEvent(field: string, value: unknown, at: Date, line: Line): ProviderEvent | undefined {
  if (field === 'phone_number_quality_update' && qualities.Check(value)) {
    const ours = value.display_phone_number.replace(/\D/g, '') === line.address.replace(/\D/g, '')
    const state = Object.entries(states).find(([event]) => event === value.event)?.[1]
    if (!ours || !state) return undefined
    return { kind: 'line', state, reason: `WhatsApp changed the standing of the number: ${value.event}`, at }
  }
  if (field === 'account_update' && accounts.Check(value)) {
    if (value.event === 'ACCOUNT_RESTRICTION' || value.event === 'ACCOUNT_VIOLATION') {
      return { kind: 'line', state: 'degraded', reason: `Meta acts against the account: ${value.event}`, at }
    }
    const ban = Object.entries(bans).find(([word]) => word === value.ban_info?.waba_ban_state)?.[1]
    return ban && { kind: 'line', state: ban, reason: `Meta: ${value.ban_info?.waba_ban_state ?? value.event}`, at }
  }
  return undefined
}

/** People who stop, or take up again, what a company sends for its marketing. */
export function preferenceEvents(value: unknown): ProviderEvent[] {
  if (!preferences.Check(value)) return []
  return value.user_preferences.flatMap(({ wa_id, user_id, value: word, timestamp }): ProviderEvent[] => {
    const from = addressOf(wa_id) ?? user_id
    if (from === undefined || (word !== 'stop' && word !== 'resume')) return []
    const consent = word === 'stop' ? 'opted_out' : 'opted_in'
    return [{ kind: 'consent', from, consent, at: new Date(Number(timestamp) * 1000) }]
  })
}

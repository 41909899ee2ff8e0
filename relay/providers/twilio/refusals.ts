import type { Blame } from '../../errors.ts'
import { codeRows, type CodeRow } from './code-rows.ts'

/** What a code of Twilio's means here. `later`: the same message may be taken after a while. */
export interface Refusal {
  code: string
  detail: string
  blame: Blame
  later: boolean
  wait: number | 'tomorrow' | null
}

/** What a code means; without a known code, what the HTTP status of the refusal means. */
export function refusal(code: number | null, status?: number): Refusal {
  const row = (code === null ? undefined : codeRows.get(code)) ?? byClass(code, status)
  const [name, detail, side = 'message', wait = null] = row
  const later = side === 'later'
  return { code: name, detail, blame: later ? 'message' : side, later, wait }
}

function byClass(code: number | null, status: number | undefined): CodeRow {
  if (status === 401) return codeRows.get(20003) ?? ['refused', 'Twilio refused the login.', 'line']
  if (status !== undefined && (status === 403 || status === 404 || status < 400)) {
    return ['provider_refused', `Twilio does not let this line send (${code ?? status}).`, 'line']
  }
  return ['refused', `Twilio refused the message (${code ?? status ?? 'no code'}).`, 'unknown']
}

import { randomUUID } from 'node:crypto'
import { signFunctionRequest } from '../../../contract/function-signature.ts'
import { signHubSpotRequest } from '../../../relay/hubspot/signature.ts'
import { appSecret, operatorSecret, publicUrl } from './house.ts'

/** Asks for an account's settings, at any relay and by either door. Null: there was no answer that says anything. */
export interface SettingsDesk {
  ask<Body>(
    portalId: string,
    path: string,
    request: object,
    by?: 'operator' | 'admin',
  ): Promise<{ status: number; body: Body } | null>
}

/** Milliseconds: longer than any relay stands still. */
const patience = 12_000

/** `look` is shown each answer. */
export function createSettingsDesk(urls: () => string[], look: (answer: string) => void): SettingsDesk {
  return {
    async ask<Body>(portalId: string, path: string, request: object, by = Math.random() < 0.5 ? 'operator' : 'admin') {
      const byOperator = by === 'operator'
      const target = byOperator
        ? `/admin/settings${path}`
        : `/settings${path}?portalId=${portalId}&userId=7&userEmail=ann%40company.example&appId=77`
      const body = Buffer.from(JSON.stringify(byOperator ? { portalId, ...request } : request))
      const asked = { method: 'POST', body, now: new Date() }
      const signed = byOperator
        ? signFunctionRequest(operatorSecret, { ...asked, target, id: randomUUID() })
        : signHubSpotRequest('v3', appSecret, { ...asked, uri: publicUrl + target })
      const relays = urls()
      const relay = relays[Math.floor(Math.random() * relays.length)] ?? ''
      try {
        const response = await fetch(relay + target, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...signed },
          body,
          signal: AbortSignal.timeout(patience),
        })
        const text = await response.text()
        look(text)
        // A relay that stood still took too long to read what it was asked, and did nothing of it.
        if (response.status >= 500 || response.status === 408) return null
        return { status: response.status, body: JSON.parse(text) as Body }
      } catch {
        return null
      }
    },
  }
}

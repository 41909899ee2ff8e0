import { Type } from 'typebox'
import { Permanent, Temporary } from '../../../relay/errors.ts'
import type { Accounts } from '../../../relay/account/account.ts'
import { fixedAccounts } from '../../fixed-accounts.ts'
import type { Provider } from '../../../relay/providers/provider.ts'
import type { CallAnswer, CallRequest, FoundCall } from './ledger.ts'
import { accounts, callTimeout, lineIdOf, lineKindNames, lineKinds, type LineKind } from './world.ts'

/** How the provider is reached: over HTTP, or in the same process. */
export interface Company {
  /** Rejects where nobody answers. */
  call(request: CallRequest, signal: AbortSignal): Promise<CallAnswer>
  find(message: string): Promise<FoundCall | null | 'unsure'>
}

/** The relay's accounts, whose lines are all of this provider. `attemptOf` says for which claim of a message its provider is being called. */
export function companyAccounts(company: Company, attemptOf: (message: string) => number): Accounts {
  return fixedAccounts(
    accounts.flatMap((portalId) =>
      lineKindNames.map((kind) => {
        const id = lineIdOf(portalId, kind)
        const line = { portalId, id, label: id, channel: 'sms', address: id, settings: {}, callbackUrl: '' } as const
        return { line, provider: provider(portalId, kind) }
      }),
    ),
  )

  function provider(portalId: string, kind: LineKind): Provider {
    const { inFlight, gap, idempotent, canFind } = lineKinds[kind]
    return {
      name: 'company',
      channels: ['sms'],
      settings: Type.Object({}),
      limits: { inFlight, gap, bodyLength: 1_000, timeout: callTimeout },
      idempotent,
      async send({ reference }, line, { signal }) {
        const message = `${portalId}/${reference}`
        const request = { message, lineId: line.id, attempt: attemptOf(message), idempotent, decidedAt: Date.now() }
        const answer = await company.call(request, signal).catch(() => null)
        if (answer?.kind === 'busy') throw new Temporary('busy', 'Come again.', { retryAfter: answer.wait })
        if (answer?.kind === 'refused') throw new Permanent('refused', 'Not this one.')
        if (answer?.kind !== 'accepted') return { outcome: 'unknown', reason: 'Nobody answered.' }
        return { outcome: 'accepted', providerId: answer.providerId, status: answer.status }
      },
      read: () => Promise.resolve([]),
      ...(canFind
        ? {
            async find(reference) {
              const found = await company.find(`${portalId}/${reference}`)
              if (found === 'unsure') throw new Temporary('unsure', 'Ask again.')
              return found
            },
          }
        : {}),
    }
  }
}

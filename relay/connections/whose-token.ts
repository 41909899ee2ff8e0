import { Type, type Static } from 'typebox'
import { HubSpotScopeMissing, type HubSpotClient } from '../hubspot/client.ts'

/** What can be used of the account's details. */
const AccountAnswer = Type.Object({ portalId: Type.Union([Type.Integer(), Type.String()]) })
type AccountAnswer = Static<typeof AccountAnswer>

/**
 * The account that HubSpot says the token of this one is of; null where it may not tell, which a service key need not be allowed
 * to read. Throws what the client throws.
 */
export async function whoseToken(client: HubSpotClient, portalId: string): Promise<string | null> {
  const details = {
    method: 'GET' as const,
    path: '/account-info/{version}/details',
    repeatable: true,
    answer: AccountAnswer,
  }
  try {
    const account = await client.request<AccountAnswer>(portalId, details)
    return String(account.portalId)
  } catch (error) {
    if (error instanceof HubSpotScopeMissing) return null
    throw error
  }
}

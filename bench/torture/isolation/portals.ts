import { account } from '../../stage/relay-settings.ts'

/** An account with everything that is its own: nothing of it may ever be met in another's. */
export interface Inhabitant {
  portalId: string
  /** `private` by the app function, `app` by the app that many install. */
  edition: 'private' | 'app'
  accessToken: string
  webhookSecret: string
  phoneKey: string
  /** The line's own addresses. */
  lines: { id: string; address: string }[]
  /** Phones of its contacts, then of a stranger who writes. */
  phones: string[]
  stranger: string
  /** Ids in HubSpot, in the order of `phones`. */
  contactIds: string[]
}

function inhabitant(portalId: string, edition: Inhabitant['edition'], number: string, more: string[]): Inhabitant {
  return {
    portalId,
    edition,
    accessToken: edition === 'private' ? account.accessToken : `token-of-${portalId}`,
    webhookSecret: `webhook-secret-of-${portalId}`,
    phoneKey: `phone-key-of-${portalId}`,
    lines: ['main', ...more].map((id, index) => ({ id, address: `+1555${number}000${index}` })),
    phones: [1, 2, 3, 4, 5, 6].map((person) => `+1212${number}100${person}`),
    stranger: `+1212${number}2000`,
    contactIds: [],
  }
}

/** By each edition, and one more. A line has the same name everywhere; each of the app's accounts has one of its own. */
export const privateOne = inhabitant(account.portalId, 'private', '555', ['own'])
export const connectedOne = inhabitant('7001', 'app', '556', ['own'])
export const otherOne = inhabitant('7002', 'app', '557', ['waiting-line-of-7002'])
export const inhabitants = [privateOne, connectedOne, otherOne]

export const appSecret = 'client-secret-of-the-app'

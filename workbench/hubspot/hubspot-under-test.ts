import { createHubSpot, type HubSpot, type HubSpotOptions } from './hubspot.ts'
import type { PortalOptions } from './portal.ts'

/** A clock that stands still until it is moved. */
export interface Clock {
  now: () => Date
  advance(milliseconds: number): void
}

/** The members of HubSpot's answers that tests look at; which of them are there depends on the answer. */
export interface AnswerBody {
  id: string
  message: string
  category: string
  policyName: string
  properties: Record<string, string | null>
  associations: Record<string, { results: AnswerBody[] }>
  results: AnswerBody[]
  numErrors: number
  errors: { code: string; category: string; context: Record<string, string[]> }[]
  paging: { next: { after: string } }
  objectWriteTraceId: string
  associationSpec: { associationTypeId: number }
}

export interface Answer {
  status: number
  headers: Headers
  body: AnswerBody
}

export interface HubSpotUnderTest {
  hubspot: HubSpot
  clock: Clock
  /** A request with the portal's token; `path` begins with `/`. */
  call(method: string, path: string, body?: unknown, token?: string): Promise<Answer>
}

export const portalId = 4711

export const scopes = [
  'oauth',
  'automation',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.companies.read',
  'crm.objects.companies.write',
  'crm.objects.deals.read',
  'crm.objects.deals.write',
  'crm.objects.owners.read',
  'crm.schemas.contacts.read',
  'crm.schemas.contacts.write',
  'sales-email-read',
  'tickets',
]

/** Starts the fake with one account whose clock the test moves. Close it with `hubspot.close()`. */
export async function startHubSpotUnderTest(
  portal: Partial<PortalOptions> = {},
  options: Partial<HubSpotOptions> = {},
): Promise<HubSpotUnderTest> {
  let time = Date.parse('2026-11-21T10:00:00.000Z')
  const clock: Clock = {
    now: () => new Date(time),
    advance(milliseconds) {
      time += milliseconds
    },
  }
  let ids = 0
  const hubspot = createHubSpot({
    portals: [{ portalId, accessToken: 'pat-one', scopes, ...portal }],
    now: clock.now,
    newId: () => `correlation-${(ids += 1)}`,
    ...options,
  })
  await hubspot.listen()
  return {
    hubspot,
    clock,
    async call(method, path, body, token = 'pat-one') {
      const response = await fetch(hubspot.url + path, {
        method,
        headers: {
          ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      return {
        status: response.status,
        headers: response.headers,
        body: JSON.parse(text === '' ? '{}' : text) as AnswerBody,
      }
    },
  }
}

import { Type } from 'typebox'
import type { Account, AccountLine, Accounts } from '../account/account.ts'
import { Invalid } from '../errors.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import type { ProviderEvent, Received } from '../providers/provider.ts'
import { door, route, TextAnswer, type RawRequest, type Route } from '../http/route.ts'
import type { Database } from '../store/database.ts'
import { groupCommit } from '../store/group-commit.ts'
import { newId } from '../store/id.ts'
import { storeReceived, type NewDelivery } from '../store/inbox/inbox.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import type { Readers } from '../readers/readers.ts'
import { findNames } from './find-names.ts'
import { createRefusedOnce } from './refused-once.ts'
import { createSecretsOnTrial } from './secrets-on-trial.ts'
import { soon } from './soon.ts'

export interface ReceiveNeeds {
  database: Database
  jobs: Jobs
  accounts: Accounts
  now: () => Date
  /** Throws when an account is told more than its share. */
  admit: (kind: 'webhooks', portalId: string) => void
  readers: Readers
}

/** Milliseconds in which deliveries of an account gather before they are worked off together. */
const gather = 80

/** Milliseconds for which a sender is made to wait for what is hard to read; some give up after five seconds. */
const patience = 2_000

/** Headers worth keeping beside the bytes: how to read them, and which delivery it was. */
const keptHeaders = /^(content-type|content-encoding|webhook-id|x-.*-(id|event|event-id|topic))$/

/**
 * What a delivery says; null where that is not known soon, reading it takes more than it may, or fails by our own fault: then it is
 * stored all the same, and read again, or parked with its reason, when it is worked off. Throws `Invalid` for bytes that nobody will ever be able to read, while the sender
 * still listens.
 */
async function readAtDoor({ line, provider }: LineOfProvider, received: Received): Promise<ProviderEvent[] | null> {
  try {
    const events = await soon(provider.read(received, line), patience)
    return events === 'late' ? null : events
  } catch (error) {
    if (error instanceof Invalid) throw error
    // Whatever it is, the bytes are kept, and it is told when they are worked off.
    return null
  }
}

/**
 * Providers post statuses and replies: verified on the raw bytes, looked through, stored raw to be worked off, and only then
 * acknowledged.
 */
export function createReceive(needs: ReceiveNeeds): Route[] {
  const refused = createRefusedOnce()
  const proved = createSecretsOnTrial(needs.database)
  const store = groupCommit<NewDelivery, undefined>({
    ...{ gather: 10, few: 40 },
    async write(items) {
      await storeReceived(needs.database, items)
      for (const portalId of new Set(items.map((item) => item.portalId))) {
        needs.jobs.hint(needs.database, 'work-off-inbox', portalId, gather)
      }
      return items.map(() => undefined)
    },
  })

  async function receive({ country }: Account, carrier: LineOfProvider, request: RawRequest): Promise<unknown> {
    const { line, provider } = carrier
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => keptHeaders.test(name)))
    // Some say what they mean in the address alone.
    const query = request.target.split('?')[1]
    if (query) headers['homing-query'] = query
    // Some do not say when; then it is now.
    headers['homing-received'] = needs.now().toISOString()
    const received: Received = { origin: 'webhook', headers, body: request.body }
    const events = await readAtDoor(carrier, received)
    const answer = provider.acknowledgement
      ? new TextAnswer(provider.acknowledgement.contentType, provider.acknowledgement.body)
      : { received: true }
    if (refused.repeats(line, received)) return answer
    const named = await findNames(received, events, line, { ...needs, country })
    await store({ portalId: line.portalId, id: newId(needs.now().getTime()), lineId: line.id, received, named })
    // Only now, because many never send again what was refused; of those who do, the second is known.
    try {
      needs.admit('webhooks', line.portalId)
    } catch (error) {
      refused.remember(line, received)
      throw error
    }
    return answer
  }

  const posted = door(async (request) => {
    const { account, carrier } = await webhookLine(request)
    const { provider } = carrier
    const { line } = await proved(carrier, (one) =>
      provider.verify?.({ ...request, origin: 'webhook' }, one, needs.now()),
    )
    return { account, carrier: { line, provider } }
  })

  /** A GET is either the provider's question whether this is ours, or a delivery of one that only knows GET. */
  const got = door(async (request) => {
    const { account, carrier } = await webhookLine(request)
    const webhook = { ...request, origin: 'webhook' as const }
    const { provider } = carrier
    const { line, answer } = await proved(carrier, (one) => {
      if (provider.handshake) return provider.handshake(webhook, one)
      provider.verify?.(webhook, one, needs.now())
      return null
    })
    return { account, carrier: { line, provider }, answer }
  })

  async function webhookLine({ params }: RawRequest): Promise<{ account: Account; carrier: AccountLine }> {
    const account = await needs.accounts.of(params.portalId ?? '')
    const carrier = account.lines.find(params.lineId ?? '')
    if (carrier?.provider.verify) return { account, carrier }
    throw new Invalid('unknown_line', 'No line receives webhooks at this address.', { status: 404 })
  }

  const response = Type.Object({ received: Type.Literal(true) })
  // The last segment is for providers that sign nothing: an unguessable word, which they check themselves.
  return ['/webhooks/:portalId/:lineId', '/webhooks/:portalId/:lineId/:token'].flatMap((path) => [
    route({
      method: 'POST',
      path,
      summary: "A provider delivers statuses and replies of one line. Authenticated the provider's own way.",
      door: posted,
      response,
      handle: (request) => receive(request.caller.account, request.caller.carrier, request),
    }),
    route({
      method: 'GET',
      path,
      summary: 'A provider asks whether this address is ours, or delivers in the address itself.',
      door: got,
      response,
      handle: async (request) => {
        const { account, carrier, answer } = request.caller
        return answer === null
          ? receive(account, carrier, request)
          : new TextAnswer('text/plain; charset=utf-8', answer)
      },
    }),
  ])
}

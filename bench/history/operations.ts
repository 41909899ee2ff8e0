import { pino } from 'pino'
import type { PhoneEvent } from '../../workbench/phone-network/phone-wire.ts'
import { claimDeliveries } from '../../relay/message/claim-deliveries.ts'
import { eraseContact } from '../../relay/message/erase-contact.ts'
import { move } from '../../relay/message/move.ts'
import { readConversation } from '../../relay/message/read-conversation.ts'
import { fixedAccounts } from '../fixed-accounts.ts'
import { allProviders } from '../../workbench/simulator/all-providers.ts'
import { readLine } from '../../relay/providers/read-line.ts'
import { addressesIn } from '../../relay/reply/addresses-in.ts'
import { namesIn } from '../../relay/reply/names-in.ts'
import { createWorkOff } from '../../relay/reply/work-off.ts'
import { storeWithTimers } from '../../relay/message/store-with-timers.ts'
import type { Database } from '../../relay/store/database.ts'
import { newId } from '../../relay/store/id.ts'
import { storeReceived } from '../../relay/store/inbox/inbox.ts'
import type { Jobs } from '../../relay/store/jobs/jobs.ts'
import { storeLines } from '../../relay/store/line/lines.ts'
import { phoneOf } from '../load/request.ts'
import { account } from '../stage/relay-settings.ts'
import { contactOf } from './load-history.ts'

export type Operation = 'accept' | 'claim' | 'match' | 'card'

const { portalId } = account
const lineAddress = '+15550100000'
const jobs = { hint: () => undefined, hintAll: () => undefined } as unknown as Jobs
const needs = { jobs, timelineGather: 2_000, timelineUpdate: 20_000 }

/** What a relay does for one message, as its rooms and slices do it, on a database; each answers when it is committed. */
export async function openOperations(database: Database) {
  const carriers = [0, 1, 2, 3].map((nth) =>
    readLine(
      {
        ...{ id: `line-${nth}`, label: `Line ${nth}`, provider: 'simulator', channel: 'sms', address: lineAddress },
        settings: { url: 'http://127.0.0.1:1', key: account.phoneKey, webhookSecret: account.webhookSecret },
      },
      portalId,
      'http://127.0.0.1:1',
      allProviders,
    ),
  )
  const portal = database.forPortal(portalId)
  await storeLines(portal, carriers)
  const workOff = createWorkOff({
    ...{ ...needs, database, accounts: fixedAccounts(carriers), timelineDoubt: 60_000, retryMost: 600_000 },
    ...{ log: pino({ level: 'silent' }), now: () => new Date(), random: Math.random },
  })
  const claimer = { providers: ['simulator'], room: () => 64, full: [], but: [] }
  const lineOf = (person: number) => carriers[person % 4]!

  const operations: Record<Operation, (person: number) => Promise<void>> = {
    async accept(person) {
      const id = newId()
      const [acceptance] = await storeWithTimers(
        database,
        [
          {
            ...{ portalId, id, source: 'card', contactId: contactOf(person), conversationId: newId(), token: newId() },
            ...{ lineId: lineOf(person).line.id, channel: 'sms', address: phoneOf(person), subject: null },
            ...{ body: `Are you there? ${id}`, idempotencyKey: id, requestHash: id.replaceAll('-', ''), actor: {} },
            ...{ attachments: [], ladder: [], template: null, fallback: null, retryOf: null, at: new Date() },
          },
        ],
        needs,
      )
      if (acceptance?.outcome !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(acceptance)}`)
    },
    async claim() {
      const [claim] = await claimDeliveries(database, 1, claimer, { attachments: 0, ladder: 0 }, needs)
      if (!claim) throw new Error('nothing could be claimed')
      claimed.push({ messageId: claim.messageId, attempt: claim.attempts })
    },
    async match(person) {
      const { line, provider } = lineOf(person)
      const id = newId()
      const event: PhoneEvent = {
        type: 'message.received',
        message: {
          ...{ id, seq: 0, direction: 'from_phone', from: phoneOf(person), to: lineAddress, body: 'Yes, gladly' },
          ...{ channel: 'sms', reference: null, status: 'received', at: new Date().toISOString() },
        },
      }
      const received = { origin: 'webhook', headers: {}, body: Buffer.from(JSON.stringify(event)) } as const
      const addresses = addressesIn(received.body, {})
      const named = addresses && namesIn(addresses, await provider.read(received, line), line, 'US')
      await storeReceived(database, [{ portalId, id, lineId: line.id, received, named }])
      await workOff({ portalId }, new AbortController().signal)
    },
    async card(person) {
      await readConversation(portal, contactOf(person), { limit: 50, since: null, letPass: 900_000 })
    },
  }
  const claimed: { messageId: string; attempt: number }[] = []

  return {
    operations,
    /** What was claimed has left; the line's turn is free again. Not measured. */
    async settle(): Promise<void> {
      const moves = claimed.splice(0).map(({ messageId, attempt }) => ({
        ...{ portalId, messageId },
        event: { kind: 'taken', attempt, status: 'sent', providerId: newId() } as const,
      }))
      await database.transaction((tx) => move(tx, moves, needs))
    },
    async erase(person: number): Promise<void> {
      const answer = await portal.transaction((tx) => eraseContact(tx, contactOf(person), new Date(), needs))
      if (answer !== 'erased') throw new Error(`not erased: ${answer}`)
    },
  }
}

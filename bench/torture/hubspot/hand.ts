import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { ListWaitingResponse, WaitingItem } from '../../../contract/waiting.ts'
import { waitUntil } from '../providers/wait-until.ts'
import { newMark } from '../senders.ts'
import type { Account, Person } from './account.ts'
import type { Answer } from './answer.ts'
import type { Said } from './ask-relay.ts'
import type { CallName } from './calls.ts'
import type { Case } from './case.ts'
import { judgeAccount } from './judge-account.ts'
import { newAddress } from './new-address.ts'
import { readOpen } from './read-open.ts'
import type { Trouble } from './stand-in.ts'
import type { World } from './world.ts'

/** What a case does in its account: people write, users send, admins look. */
export interface Hand {
  world: World
  account: Account
  /** HubSpot has somebody with a number, or an email, of their own. */
  person(by?: 'phone' | 'mail', more?: Record<string, string>): Person
  /** They write to the line; answers with the mark, which is expected on their timeline unless it is another's or nobody's. */
  writes(from: { address: string }, words: string, of?: Person | null): string
  /** A user writes to them from the card, and tries again as long as the card says that it may help. */
  sends(to: Person, line: 'line' | 'mail', user?: string): Promise<string>
  /** HubSpot tells of a contact. */
  tells(event: object): Promise<void>
  /** Everything that this case expects stands where it must. */
  shown(): Promise<boolean>
  waiting(): Promise<WaitingItem[]>
  /** Another answer to another call, beside the case's own. */
  also(call: CallName, answer: Answer, times: number): Trouble
  /** Asks again as long as the answer says that it may help, as a person does. */
  insists(what: string, ask: () => Promise<Said>): Promise<void>
  /** Waits until nothing of the account is open. */
  rests(): Promise<void>
  /** Waits for a condition, and finds the case wrong where it does not come to hold. */
  until(what: string, check: () => Promise<boolean> | boolean, limit?: number): Promise<void>
  /** Something was refused that is right. */
  refused(words: string): void
}

/** Milliseconds. */
const patience = 60_000

export function createHand(world: World, one: Case): Hand {
  const { account } = one
  const from = account.expected.length
  const refused = (words: string) => {
    // Once is enough; a person tries again.
    if (!one.findings.some((finding) => finding.words === words)) one.findings.push({ figure: 'lost', words })
  }

  const hand: Hand = {
    world,
    account,
    shown: async () => judgeAccount(account, world, account.expected.slice(from)).length === 0,
    refused,
    person(by = 'phone', more = {}) {
      const address = newAddress(by)
      const addressed: Record<string, string> = by === 'mail' ? { email: address } : { mobilephone: address }
      const given = { firstname: 'Ada', ...addressed, ...more }
      const id = world.hubspot.seedContact(account.portalId, given)
      const properties = { email: null, phone: null, mobilephone: null, ...given, hs_object_id: id }
      const person = { id, address, properties }
      account.people.push(person)
      return person
    },
    writes(from, words, of) {
      const mark = newMark('r')
      const body = `${words} ${mark}`
      world.phones.write({ from: from.address, to: account.line, body, channel: 'sms' })
      const whose = of === undefined ? (from as Person) : of
      if (whose) account.expected.push({ mark, contactId: whose.id, to: null })
      return mark
    },
    async sends(to, lineId, user) {
      const mark = newMark('m')
      const request = {
        ...{ contact: { id: to.id, properties: to.properties }, idempotencyKey: randomUUID(), lineId },
        ...{ body: `Hello, this is ${mark}.`, ...(lineId === 'mail' ? { subject: 'An offer' } : {}) },
      }
      account.expected.push({ mark, contactId: to.id, to: to.address })
      await hand.insists('a message', () => world.ask.card(account.portalId, 'send-message', request, user))
      return mark
    },
    tells: (event) => world.ask.events(account.portalId, [event]),
    async waiting() {
      const request = { portalId: String(account.portalId), limit: 200 }
      for (;;) {
        const { status, text } = await world.ask.admin('waiting/list', request)
        if (status === 200) return (JSON.parse(text) as ListWaitingResponse).items
        // The relay has just been ended.
        if (status >= 400 && status < 500) throw new Error(`the list of what waits was refused: ${text}`)
        world.stage.signal.throwIfAborted()
        await wait(300)
      }
    },
    also: (call, answer, times) => world.standIn.trouble(account.portalId, call, answer, times),
    async insists(what, ask) {
      for (const begun = Date.now(); Date.now() - begun < 90_000; await wait(300)) {
        const { status, text } = await ask()
        if (status === 200) return
        const isLater = status === 0 || status >= 500 || text.includes('"retryable":true')
        if (!isLater && !one.answer.mayPark) refused(`${what} was refused: ${status} ${text.slice(0, 300)}`)
      }
      refused(`${what} came to no end`)
    },
    rests: () => hand.until('rest', async () => (await readOpen(world.database, account.portalId)).length === 0),
    async until(what, check, limit = patience) {
      if (!(await waitUntil(check, limit, 150))) throw new Error(`${what} did not come to be`)
    },
  }
  return hand
}

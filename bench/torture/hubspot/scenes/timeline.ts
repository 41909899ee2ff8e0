import type { Person } from '../account.ts'
import { page, type Answer } from '../answer.ts'
import type { Scene } from '../case.ts'
import type { Hand } from '../hand.ts'

type Kind = 'communications' | 'emails'

const people = new WeakMap<Hand, [Person, Person]>()
const sent = new WeakMap<Hand, [string, string]>()

/** Two who are known, so that HubSpot need not be asked who they are. */
async function twoAreKnown(hand: Hand): Promise<void> {
  const both: [Person, Person] = [hand.person(), hand.person()]
  for (const one of both) hand.writes(one, 'Known')
  await hand.until('two first replies', hand.shown)
  people.set(hand, both)
}

/** Both say something at once, which goes to HubSpot together. */
async function bothWrite(hand: Hand, kind: Kind): Promise<[string, string]> {
  if (kind === 'communications') {
    const [one, other] = people.get(hand)!
    return [hand.writes(one, 'First'), hand.writes(other, 'Second')]
  }
  return Promise.all([hand.sends(hand.person('mail'), 'mail'), hand.sends(hand.person('mail'), 'mail')])
}

const isMail = (kind: Kind): Pick<Scene, 'mails'> => (kind === 'emails' ? { mails: true } : {})

function created(kind: Kind): Scene {
  return {
    ...{ name: `${kind} are written`, call: `create ${kind}`, lasts: 3, ...isMail(kind) },
    ...(kind === 'communications' ? { before: twoAreKnown } : {}),
    act: async (hand) => void (await bothWrite(hand, kind)),
  }
}

const landed: Answer = {
  name: 'done, then nothing',
  async give(told) {
    await told.forward()
    told.response.socket?.destroy()
  },
}
const never: Answer = { name: 'a 502 page', give: (told) => page(told, 502, '502 Bad Gateway') }

/** Nobody knows whether an entry was written: HubSpot is asked. */
function found(kind: Kind, was: 'written' | 'not written'): Scene {
  return {
    ...{ name: `${kind} that were ${was} are looked for`, call: `find ${kind}`, lasts: 6, ...isMail(kind) },
    ...(kind === 'communications' ? { before: twoAreKnown } : {}),
    async act(hand) {
      hand.also(`create ${kind}`, was === 'written' ? landed : never, 1)
      await bothWrite(hand, kind)
    },
  }
}

/** What became of a message is told later. */
function updated(kind: Kind): Scene {
  return {
    ...{ name: `${kind} are changed`, call: `update ${kind}`, lasts: 4, ...isMail(kind) },
    async before(hand) {
      const by = kind === 'emails' ? 'mail' : 'phone'
      const both = [hand.person(by), hand.person(by)] as const
      const line = kind === 'emails' ? 'mail' : 'line'
      sent.set(hand, [await hand.sends(both[0], line), await hand.sends(both[1], line)])
      await hand.until('two messages', hand.shown)
      await hand.rests()
    },
    async act(hand) {
      for (const mark of sent.get(hand)!) {
        const one = hand.account.expected.find((expected) => expected.mark === mark)!
        const [key = ''] = hand.world.arrivals.of(mark, one.to ?? '')
        one.says = kind === 'emails' ? 'BOUNCED' : 'Delivered'
        if (kind === 'emails') await hand.world.mail.bounce(key)
        else hand.world.phones.deliver(key)
      }
    },
  }
}

const both = (kind: Kind): Scene[] => [created(kind), found(kind, 'written'), found(kind, 'not written'), updated(kind)]

export const timeline: readonly Scene[] = [...both('communications'), ...both('emails')]

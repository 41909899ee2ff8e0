import { randomBytes } from 'node:crypto'
import type { Account } from '../account/account.ts'
import { giveConversation, openConversation } from '../store/conversation/conversations.ts'
import { followOptOuts } from '../store/contact/follow-opt-outs.ts'
import type { PortalDb } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { isStorable } from '../store/storable.ts'
import { normaliseSender } from './normalise-sender.ts'
import type { Matches, ReadItem, Times } from './read-item.ts'

/**
 * Somebody writes under another address from now on: what comes from there is theirs, unless HubSpot names another for it, and an opt-out
 * holds there, too, whoever they are. The message that tells so, which stands behind the event, says whose it is.
 */
export async function takeMoves(
  tx: PortalDb,
  open: ReadItem[],
  matches: Matches,
  { now }: Times,
  { country }: Pick<Account, 'country'>,
): Promise<void> {
  const addressed = (name: string) => normaliseSender(name, country)
  const moves = open.flatMap(({ line: { channel }, events }) =>
    events.flatMap((event) =>
      event.kind === 'moved' ? [{ channel, from: addressed(event.from), to: addressed(event.to), at: event.at }] : [],
    ),
  )
  await followOptOuts(
    tx,
    moves.filter(({ from, to }) => isStorable(from) && isStorable(to)),
  )
  for (const { line, events } of open) {
    for (const [index, event] of events.entries()) {
      const telling = events[index + 1]
      if (event.kind !== 'moved' || telling?.kind !== 'reply') continue
      const contactId = matches.get(telling)?.match.conversation?.contactId
      const address = addressed(event.to)
      if (!contactId || !isStorable(address)) continue
      const { id } = await openConversation(tx, {
        ...{ id: newId(now.getTime()), contactId, lineId: line.id, channel: line.channel, address },
        token: randomBytes(16).toString('hex'),
      })
      await giveConversation(tx, id)
    }
  }
}

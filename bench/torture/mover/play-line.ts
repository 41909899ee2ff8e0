import { wakeLine } from '../../../relay/message/wake-line.ts'
import type { PlayedWorld } from './played-world.ts'
import { accounts, addressOf, lineIdOf, lineKindNames, people } from './world.ts'

/** A line is paused or taken away, or comes back. */
export async function playLine(world: PlayedWorld): Promise<void> {
  const portalId = accounts[Math.floor(world.random() * accounts.length)]!
  const lineId = lineIdOf(portalId, lineKindNames[Math.floor(world.random() * lineKindNames.length)]!)
  const chance = world.random()
  const state = chance < 0.25 ? 'paused' : chance < 0.3 ? 'retired' : 'active'
  await world.database.forPortal(portalId).transaction(async (tx) => {
    await tx.query('update line set state = $3 where portal_id = $1 and id = $2', [portalId, lineId, state])
    if (state === 'active') await wakeLine(tx, lineId)
  })
}

/** Somebody wishes no more messages, or takes that back. */
export async function playConsent(world: PlayedWorld): Promise<void> {
  const portalId = accounts[Math.floor(world.random() * accounts.length)]!
  const address = addressOf(Math.floor(world.random() * people))
  const state = world.random() < 0.12 ? 'opted_out' : 'opted_in'
  await world.database.forPortal(portalId).query(
    `insert into consent (portal_id, channel, address, state, at) values ($1, 'sms', $2, $3, instant())
     on conflict (portal_id, channel, address) do update set state = excluded.state`,
    [portalId, address, state],
  )
}

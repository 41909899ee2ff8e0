import { expect } from 'vitest'
import type { JournalReading } from '../relay/config/read-oauth.ts'
import { createMarketplace, lineOf, type Marketplace } from './marketplace.ts'
import { until } from './until.ts'

/** A marketplace whose relay reads HubSpot's journal, and often. */
export interface JournalMarketplace extends Marketplace {
  /** Publishes a file in the journal: uninstalls and installs of accounts, or whatever else. Answers with its offset. */
  told(...events: (ToldEvent | string | object)[]): string
  /** The relay has read up to here, and stored all that it told. */
  readTo(offset: string): Promise<void>
  portalState(portal: string): Promise<string | undefined>
  /** Installs the app in an account as if that had been hours ago. */
  connectBefore(portal: string, hours: number): ReturnType<Marketplace['connect']>
  /** Log lines that have all of these. */
  log(...parts: string[]): string[]
  /** Paths of requests to HubSpot since the last reset, with the status. */
  asked(path: RegExp): { path: string; status: number }[]
}

/** An account, what it did and how many minutes ago. */
type ToldEvent = [portal: string, action: 'APP_INSTALL' | 'APP_UNINSTALL', minutes: number]

const clientId = 'client-id-of-the-oauth-app'

export async function createJournalMarketplace(
  portals: string[],
  reading: Partial<JournalReading> = {},
): Promise<JournalMarketplace> {
  const world = await createMarketplace(
    portals.map((portal) => ({ portalId: Number(portal) })),
    {
      relay: false,
      extraLines: portals.map((portal, index) => lineOf(portal, 'main', `+1555040${String(index).padStart(4, '0')}`)),
    },
  )
  const hosts = [new URL(world.hubspot.url).host]
  Object.assign(world.config.oauth ?? {}, { journal: { hosts, every: 50, afterRefusal: 200, ...reading } })
  await world.restart()

  const more: Omit<JournalMarketplace, keyof Marketplace> = {
    told: (...events) =>
      world.hubspot.journal.publish(
        clientId,
        events.map((event) => (Array.isArray(event) ? toldEvent(event as ToldEvent) : event)),
      ),
    readTo: (offset) =>
      until(async () => {
        const rows = await world.database.query<{ at_offset: string }>('select at_offset from journal')
        expect(rows).toEqual([{ at_offset: offset }])
      }),
    portalState: async (portal) => (await world.stateOf(portal))?.state,
    async connectBefore(portal, hours) {
      const connected = await world.connect(portal)
      await world.database.query(
        "update portal set installed_at = now() - $2 * interval '1 hour' where portal_id = $1",
        [portal, hours],
      )
      return connected
    },
    log: (...parts) => world.logged.filter((line) => parts.every((part) => line.includes(part))),
    asked: (path) => world.hubspot.calls.recent().filter((call) => path.test(call.path)),
  }
  // The world's own members may change, so they are asked for anew each time.
  const members = { ...Object.getOwnPropertyDescriptors(world), ...Object.getOwnPropertyDescriptors(more) }
  return Object.defineProperties({}, members) as JournalMarketplace
}

function toldEvent([portal, action, minutes]: ToldEvent) {
  const occurredAt = new Date(Date.now() - minutes * 60_000).toISOString()
  return { type: 'app_lifecycle_event', portalId: Number(portal), action, occurredAt }
}

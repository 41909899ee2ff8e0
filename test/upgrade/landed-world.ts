import type { Routing } from '../../contract/routing.ts'
import { createMarketplace, lineOf, type Marketplace } from '../marketplace.ts'
import type { WorldOptions } from '../world.ts'

/** Accounts that install the app, beside the private one. */
export const accounts = ['5101', '5102', '5103', '5104']

export const routing: Routing = {
  ladder: [
    { channel: 'imessage' },
    {
      channel: 'sms',
      lineId: 'sms',
      when: { notCapable: true, notDeliveredMinutes: 5, failed: ['address', 'undelivered', 'line'] },
    },
  ],
  autoSend: { lineId: 'sms', message: 'Welcome! Reply STOP to end this.', delayMinutes: 30 },
}

/** The line that is gone from the configuration when the dump is made. */
export const removedLine = { id: 'old', label: 'Old SMS', channel: 'sms', address: '+15550100007' } as const

/** Phones that have no iMessage. */
const androids = ['+12025560004', '+12025560005']

/** The companies, lines and phones of the dump, without a relay: accounts of both editions and lines in every state. */
export async function createLandedWorld(options: WorldOptions): Promise<Marketplace> {
  const world = await createMarketplace(
    accounts.map((portal) => ({ portalId: Number(portal) })),
    {
      ...options,
      relay: false,
      config: { routing, operatorSecrets: ['operator-secret-of-the-tests'] },
      phones: {
        deliverAfter: null,
        blocked: ['+12025560002'],
        unreachable: ['+12025560003'],
        without: androids.map((phone) => `imessage/${phone}`),
      },
      extraLines: [
        { id: 'desk', label: 'Desk SMS', channel: 'sms', address: '+15550100005' },
        { id: 'night', label: 'Night SMS', channel: 'sms', address: '+15550100006' },
        ...accounts.map((portal, index) => lineOf(portal, 'main', `+1555020000${index}`)),
      ],
    },
  )
  const [line] = world.config.lines
  const broken = { id: 'broken', label: 'Broken SMS', channel: 'sms', address: '+15550100008' } as const
  if (line) world.config.lines.push({ ...line, ...broken, settings: { ...line.settings, key: 'not-the-key' } })
  return world
}

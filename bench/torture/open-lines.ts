import type { PhoneNetwork } from '../../workbench/phone-network/phone-network.ts'
import { account, type StageLine } from '../stage/relay-settings.ts'

/** Two lines on each network: of one the provider can be asked what it has sent, of the other (`blind`) it cannot. */
export function openLines(open: PhoneNetwork, blind: PhoneNetwork, publicUrl: string): StageLine[] {
  const lines: StageLine[] = [
    { id: 'open-sms', provider: 'simulator', channel: 'sms', address: '+15550100001', url: open.url },
    { id: 'open-imessage', provider: 'simulator', channel: 'imessage', address: '+15550100002', url: open.url },
    { id: 'blind-sms', provider: 'simulator-blind', channel: 'sms', address: '+15550100003', url: blind.url },
    { id: 'blind-imessage', provider: 'simulator-blind', channel: 'imessage', address: '+15550100004', url: blind.url },
  ]
  for (const { address, id, provider } of lines) {
    const network = provider === 'simulator' ? open : blind
    network.registerLine({ address, callbackUrl: `${publicUrl}/webhooks/${account.portalId}/${id}` })
  }
  return lines
}

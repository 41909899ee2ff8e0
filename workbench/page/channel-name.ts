import { channelLabels } from '../../contract/channel-names.ts'

const names: Record<string, string> = channelLabels

/** A channel as people write it. */
export function channelName(channel: string): string {
  return names[channel] ?? channel
}

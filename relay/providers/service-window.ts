import type { Outgoing } from './provider.ts'

const day = 24 * 3_600_000

/**
 * WhatsApp takes free text only within 24 hours of a person's last message to the line, whoever carries it.
 * `unknown` where the relay did not say when that was.
 */
export function serviceWindow(message: Pick<Outgoing, 'lastReplyAt'>, now: Date): 'open' | 'closed' | 'unknown' {
  const { lastReplyAt } = message
  if (lastReplyAt === undefined) return 'unknown'
  return lastReplyAt !== null && now.getTime() - lastReplyAt.getTime() < day ? 'open' : 'closed'
}

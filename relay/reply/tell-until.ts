import { timeIn } from '../zone/time-in.ts'
import type { Reply } from './read-item.ts'

/** A reply whose words are ours and name when something ends, with that as the account counts time. */
export function tellUntil<Told extends Pick<Reply, 'body' | 'until'>>(reply: Told, timeZone: string | null): Told {
  const { body, until } = reply
  return until ? { ...reply, body: body.replace('{until}', timeIn(timeZone)(until.toISOString())) } : reply
}

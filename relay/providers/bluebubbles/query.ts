import { Temporary } from '../../errors.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { ask } from './ask.ts'
import { isMessage, type Message } from './message.ts'
import type { BlueBubblesSettings } from './settings.ts'

/** A condition on rows; BlueBubbles takes these two. Both ends in row ids, the first excluded. */
export interface Rows {
  above: number
  upTo?: number
}

/** Rows of Messages' database, by `dateCreated`. Throws `Temporary` when even one cannot be read: it may be the one. */
export async function query(
  wanted: { rows?: Rows; after?: number; sort: 'ASC' | 'DESC'; limit: number; offset?: number },
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
): Promise<Message[]> {
  const { rows, ...rest } = wanted
  const where = rows && [
    { statement: 'message.ROWID > :startRowId', args: { startRowId: rows.above } },
    ...(rows.upTo === undefined ? [] : [{ statement: 'message.ROWID <= :endRowId', args: { endRowId: rows.upTo } }]),
  ]
  const body = { with: ['chats', 'attachments', 'handle'], ...rest, ...(where && { where }) }
  const found = await ask({ path: '/message/query', body }, line, context)
  if (Array.isArray(found) && found.every(isMessage)) return found
  throw new Temporary('provider_failed', 'The messages of BlueBubbles cannot be read.')
}

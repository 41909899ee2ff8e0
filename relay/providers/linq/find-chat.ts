import { Temporary } from '../../errors.ts'
import { askVendor } from '../call-vendor.ts'
import { membersOf } from '../members.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { linqRequest } from './linq-request.ts'
import type { LinqSettings } from './settings.ts'
import { throwRefusal } from './throw-refusal.ts'

/** The chat between the line and a person; null where they have never written. Asking changes nothing. */
export async function findChat(to: string, line: Line<LinqSettings>, context: ProviderContext): Promise<string | null> {
  const { url, request } = linqRequest('/chats', line, { query: { from: line.address, to, limit: '100' } })
  const answer = await askVendor('Linq', url, request, context)
  if (answer.status !== 200) throwRefusal(answer, context.now())
  const listed = membersOf(answer.json)
  if (!listed.isList('chats')) throw new Temporary('provider_failed', "Linq's list of chats cannot be read.")
  const ids = listed.list('chats').flatMap((item) => {
    const chat = membersOf(item)
    const id = chat.text('id') ?? ''
    return chat.flag('is_group') !== true && /^[A-Za-z0-9_-]{1,100}$/.test(id) ? [id] : []
  })
  // Should there be several, a repeat of a send must find the same one again, whichever of them was used last.
  return ids.sort()[0] ?? null
}

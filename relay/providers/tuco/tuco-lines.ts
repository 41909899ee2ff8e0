import { Temporary } from '../../errors.ts'
import { membersOf } from '../members.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { askTuco } from './ask-tuco.ts'
import type { TucoSettings } from './settings.ts'

/** A line as Tuco lists it. */
export interface TucoLine {
  _id: string
  phone: string | undefined
  email: string | undefined
  isActive: boolean
}

/** All lines of the workspace that the API key belongs to; what is no line is left out. */
export async function tucoLines(line: Line<TucoSettings>, context: ProviderContext): Promise<TucoLine[]> {
  const answer = membersOf(await askTuco('/api/lines/by-user', {}, line, context))
  if (!answer.isList('lines')) throw new Temporary('provider_failed', "Tuco's list of lines cannot be read.")
  return answer.list('lines').flatMap((item) => {
    const one = membersOf(item)
    const id = one.text('_id')
    if (id === undefined) return []
    return [{ _id: id, phone: one.text('phone'), email: one.text('email'), isActive: one.flag('isActive') !== false }]
  })
}

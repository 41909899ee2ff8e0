import { Temporary } from '../../errors.ts'
import { loose } from '../loose.ts'
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
  const { lines } = loose.record(await askTuco('/api/lines/by-user', {}, line, context))
  if (!Array.isArray(lines)) throw new Temporary('provider_failed', "Tuco's list of lines cannot be read.")
  return lines
    .map(loose.record)
    .flatMap(({ _id: id, phone, email, isActive }) =>
      typeof id === 'string'
        ? [{ _id: id, phone: loose.text(phone), email: loose.text(email), isActive: isActive !== false }]
        : [],
    )
}

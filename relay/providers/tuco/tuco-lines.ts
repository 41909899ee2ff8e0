import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { Temporary } from '../../errors.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { askTuco } from './ask-tuco.ts'
import type { TucoSettings } from './settings.ts'

const text = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const TucoLine = Type.Object({ _id: Type.String(), phone: text, email: text, isActive: Type.Boolean() })
const answered = Compile(Type.Object({ lines: Type.Array(TucoLine) }))

/** All lines of the workspace that the API key belongs to. */
export async function tucoLines(
  line: Line<TucoSettings>,
  context: ProviderContext,
): Promise<Static<typeof TucoLine>[]> {
  const answer = await askTuco('/api/lines/by-user', {}, line, context)
  if (!answered.Check(answer)) throw new Temporary('provider_failed', "Tuco's list of lines cannot be read.")
  return answer.lines
}

import { secretName } from '../account/secret-place.ts'
import type { EarlierLine } from '../providers/earlier-lines.ts'
import type { Line } from '../providers/provider.ts'
import { isSecretValid } from '../store/account/is-secret-valid.ts'
import { markProved } from '../store/account/mark-proved.ts'
import type { Database } from '../store/database.ts'
import { proveGenuine } from './prove-genuine.ts'

/** So many are kept in mind; then each is noted once more. */
const most = 10_000

/**
 * Proves what comes in by a line and by those before it, and notes once of a new secret that it was the one which proved something: until
 * then it may have been a slip of whoever entered it.
 */
export function createSecretsOnTrial(database: Database) {
  const noted = new Set<string>()

  async function note({ line, place, newestSince }: EarlierLine): Promise<void> {
    const name = secretName(line.id, place)
    const key = `${line.portalId} ${name} ${newestSince.getTime()}`
    if (noted.has(key)) return
    await markProved(database.forPortal(line.portalId), name, newestSince)
    if (noted.size >= most) noted.clear()
    noted.add(key)
  }

  return async <Answer>(
    carrier: Parameters<typeof proveGenuine>[0],
    prove: (line: Line) => Answer,
  ): Promise<{ line: Line; answer: Answer }> => {
    const { portalId, id } = carrier.line
    const { line, answer, outdone } = await proveGenuine(carrier, prove, ({ place, since }) =>
      isSecretValid(database.forPortal(portalId), secretName(id, place), since),
    )
    for (const one of outdone) await note(one)
    return { line, answer }
  }
}

import { Invalid } from '../errors.ts'
import { exportAudit } from '../store/audit/audit-export.ts'
import { listAudited } from '../store/audit/audit-rows.ts'
import { verifyAudit, type AuditMark, type AuditVerdict } from '../store/audit/audit-verify.ts'
import { ofNoAccount } from '../store/of-no-account.ts'
import { accountOf, ownName } from './account-of.ts'
import { checkAccount } from './check-account.ts'
import { withDatabase } from './with-database.ts'

type Print = (text: string) => void

const nameOf = (portalId: string): string => (portalId === ofNoAccount ? ownName : portalId)

/** Messages of an account that are named one by one; of the others their number is told. */
const mostNamed = 100

/**
 * Follows the chains of all accounts, or of one, and that one from a row that was noted, and compares what is stored of messages.
 * Exit code 1 where a chain is broken or a message's story was altered.
 */
export async function tellAuditVerdicts(
  env: Record<string, string | undefined>,
  [portalId, sequence, hash]: readonly string[],
  print: Print,
): Promise<number> {
  const noted = markOf(sequence, hash)
  return withDatabase(env, async (database) => {
    if (portalId !== undefined) await checkAccount(database, accountOf(portalId))
    const portalIds = portalId === undefined ? await listAudited(database) : [accountOf(portalId)]
    if (portalIds.length === 0) print('The audit log is empty.')
    let broken = 0
    for (const id of portalIds) {
      const verdict = await verifyAudit(database.forPortal(id), noted)
      if (!verdict.ok) broken += 1
      print(`${nameOf(id)}  ${inWords(verdict)}`)
      for (const { messageId, sequence } of verdict.altered.slice(0, mostNamed)) {
        print(`${nameOf(id)}  ALTERED: message ${messageId} is not what row ${sequence} says of it`)
      }
      const more = verdict.altered.length - mostNamed
      if (more > 0) print(`${nameOf(id)}  ALTERED: ${more} more messages`)
    }
    return broken === 0 ? 0 : 1
  })
}

function inWords({ rows, brokenAt, altered, sealed, newest }: AuditVerdict): string {
  if (brokenAt !== null) return `BROKEN at row ${brokenAt}: ${rows} rows hold`
  const { count, erased, gone } = sealed
  const messages = count > 0 ? `, ${count} sealed messages (${erased} erased, ${gone} gone)` : ''
  const mark = newest ? `; the newest is ${newest.sequence} ${newest.hash}` : ''
  const found = altered.length > 0 ? `ALTERED: ${altered.length} messages` : 'ok'
  return `${found}: ${rows} rows${messages}${mark}`
}

/** Prints an account's log as JSON lines, oldest first. */
export async function tellAudit(
  env: Record<string, string | undefined>,
  portalId: string | undefined,
  print: Print,
): Promise<number> {
  const id = accountOf(portalId ?? env.HUBSPOT_PORTAL_ID?.trim() ?? '')
  return withDatabase(env, async (database) => {
    await checkAccount(database, id)
    for await (const line of exportAudit(database.forPortal(id))) print(line.trimEnd())
    return 0
  })
}

function markOf(sequence: string | undefined, hash: string | undefined): AuditMark | undefined {
  if (sequence === undefined) return undefined
  if (/^[1-9][0-9]{0,14}$/.test(sequence) && /^[0-9a-f]{64}$/.test(hash ?? '')) {
    return { sequence: Number(sequence), hash: hash! }
  }
  throw new Invalid(
    'no_mark',
    'What was noted of the newest row is its number and its hash, as "audit verify" prints them.',
  )
}

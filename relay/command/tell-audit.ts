import { Invalid } from '../errors.ts'
import { exportAudit } from '../store/audit-export.ts'
import { listAudited } from '../store/audit-rows.ts'
import { verifyAudit, type AuditMark } from '../store/audit-verify.ts'
import { ofNoAccount } from '../store/of-no-account.ts'
import { withDatabase } from './with-database.ts'

type Print = (text: string) => void

/** How the relay's own log is called, which is of no account. */
const ownName = 'relay'
const nameOf = (portalId: string): string => (portalId === ofNoAccount ? ownName : portalId)

/** Follows the chains of all accounts, or of one, and that one from a row that was noted. Exit code 1 where one is broken. */
export async function tellAuditVerdicts(
  env: Record<string, string | undefined>,
  [portalId, sequence, hash]: readonly string[],
  print: Print,
): Promise<number> {
  const noted = markOf(sequence, hash)
  return withDatabase(env, async (database) => {
    const portalIds = portalId === undefined ? await listAudited(database) : [accountOf(portalId)]
    if (portalIds.length === 0) print('The audit log is empty.')
    let broken = 0
    for (const id of portalIds) {
      const { rows, brokenAt, newest } = await verifyAudit(database.forPortal(id), noted)
      if (brokenAt !== null) broken += 1
      const mark = newest ? `; the newest is ${newest.sequence} ${newest.hash}` : ''
      print(
        brokenAt === null
          ? `${nameOf(id)}  ok: ${rows} rows${mark}`
          : `${nameOf(id)}  BROKEN at row ${brokenAt}: ${rows} rows hold`,
      )
    }
    return broken === 0 ? 0 : 1
  })
}

/** Prints an account's log as JSON lines, oldest first. */
export async function tellAudit(
  env: Record<string, string | undefined>,
  portalId: string | undefined,
  print: Print,
): Promise<number> {
  const id = accountOf(portalId ?? env.HUBSPOT_PORTAL_ID?.trim() ?? '')
  return withDatabase(env, async (database) => {
    for await (const line of exportAudit(database.forPortal(id))) print(line.trimEnd())
    return 0
  })
}

function accountOf(text: string): string {
  if (text === ownName) return ofNoAccount
  if (/^[1-9][0-9]{0,17}$/.test(text)) return text
  throw new Invalid('no_account', 'Name the HubSpot account by its id, in digits, or say "relay".')
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

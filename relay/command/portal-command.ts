import {
  ConnectionReport,
  ConnectPortalResponse,
  InstallLinkResponse,
  PortalsResponse,
  UninstallResponse,
  type PortalReport,
} from '../../contract/connection.ts'
import { Invalid } from '../errors.ts'
import { askRelay } from './ask-relay.ts'
import { plainText } from './plain-text.ts'
import { readAccess } from './read-access.ts'
import { readToken } from './read-token.ts'
import { testInWords } from './test-in-words.ts'
import { textTable } from './text-table.ts'
import { timeIn } from '../zone/time-in.ts'

type Print = (text: string) => void

/** What stands after `portals`, done by asking the relay that runs. Null where there is no such command. */
export async function portalCommand(
  [verb, what, ...rest]: readonly string[],
  env: Record<string, string | undefined>,
  print: Print,
): Promise<number | null> {
  if (verb === undefined) return list()
  if (verb === 'install-link' && what && rest.every((word) => word === 'workflows' || /^[0-9]+$/.test(word)))
    return link()
  if (verb === 'uninstall' && what && rest.length === 0) return uninstall(accountOf(what))
  if (verb === 'connect' && what) return connect(accountOf(what))
  if (verb === 'test' && what && rest.length === 0) return test(accountOf(what))
  return null

  async function list(): Promise<number> {
    const { portals } = await askRelay(readAccess(env), '/admin/portals', { which: 'all' }, PortalsResponse)
    print(portals.length === 0 ? 'No HubSpot account is connected yet.' : tableOf(portals))
    return 0
  }

  async function link(): Promise<number> {
    const days = rest.find((word) => word !== 'workflows')
    const request = { workspace: what, ...(days ? { days: Number(days) } : {}), workflows: rest.includes('workflows') }
    const { url, expiresAt } = await askRelay(readAccess(env), '/admin/install-link', request, InstallLinkResponse)
    print(url)
    print(`Whoever opens it as an admin connects their HubSpot account to "${what}", until ${timeOf(expiresAt)}.`)
    return 0
  }

  async function uninstall(portalId: string): Promise<number> {
    const { state } = await askRelay(readAccess(env), '/admin/uninstall', { portalId }, UninstallResponse)
    print(`${portalId} is ${state}. Nothing leaves for it any more; its data are kept, and installing again resumes.`)
    return 0
  }

  async function test(portalId: string): Promise<number> {
    return tell(await askRelay(readAccess(env), '/admin/connection/test', { portalId }, ConnectionReport))
  }

  async function connect(portalId: string): Promise<number> {
    const { token, credential } = readToken(rest, env)
    const request = { portalId, token, credential }
    const answer = await askRelay(readAccess(env), '/admin/portals/connect', request, ConnectPortalResponse)
    const before = answer.outcome === 'rotated' ? '; the token before is used no more, so withdraw it in HubSpot' : ''
    print(`${portalId}  the token is stored, sealed${before}.`)
    return tell(answer.report)
  }

  function tell(report: ConnectionReport): number {
    const { portalId } = report
    const { ok, credential, workspace, missingScopes, problem } = report
    if (ok) print(`${portalId}  ok: ${credential} of ${plainText(workspace)}, with every scope it needs`)
    if (problem) print(`${portalId}  FAILED: ${plainText(problem.detail)} (${problem.code})`)
    if (missingScopes.length > 0) print(`${portalId}  FAILED: missing scopes: ${plainText(missingScopes.join(', '))}`)
    return ok ? 0 : 1
  }
}

function accountOf(text: string): string {
  if (/^[1-9][0-9]{0,17}$/.test(text)) return text
  throw new Invalid('no_account', 'Name the HubSpot account by its id, in digits.')
}

/** What is told of many accounts at once is told in the zone of none. */
const timeOf = timeIn(null)

function tableOf(portals: readonly PortalReport[]): string {
  const head = ['ACCOUNT', 'STATE', 'EDITION', 'CREDENTIAL', 'LINES', 'WORKSPACE', 'SINCE', 'WEBSITE']
  return textTable(
    head,
    portals.map((portal) => ({
      cells: [
        ...[portal.portalId, portal.state, portal.edition, portal.credential, String(portal.lines)],
        ...[portal.workspace, timeOf(portal.installedAt), portal.hubDomain ?? ''],
      ],
      more: [portal.stateReason, testInWords(portal.test, timeOf)].filter(Boolean).join('; ') || null,
    })),
  )
}

import { createHmac, timingSafeEqual } from 'node:crypto'

/** Names of workspaces. Those that begin with `portal-` are given by the relay itself. */
export const workspaceName = /^(?!portal-)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

export type InstallLink = { link: 'good'; workspace: string | null } | { link: 'changed' | 'expired' }

/**
 * An address that connects whichever account's admin opens it to this workspace, until it expires. It is signed with the app's
 * client secret; what HubSpot signs with that begins with an HTTP method, so neither can stand in for the other.
 */
export function makeInstallLink(
  link: { workspace: string; until: Date; workflows: boolean },
  app: { clientSecrets: readonly string[]; publicUrl: string },
): string {
  const until = String(Math.floor(link.until.getTime() / 1000))
  const query = new URLSearchParams({
    workspace: link.workspace,
    until,
    proof: proofOf(app.clientSecrets[0] ?? '', link.workspace, until),
    ...(link.workflows ? { workflows: '1' } : {}),
  })
  return `${app.publicUrl}/oauth/install?${query.toString()}`
}

/** Without a workspace anybody may install: the account then gets one of its own. */
export function readInstallLink(query: URLSearchParams, clientSecrets: readonly string[], now: Date): InstallLink {
  const [workspace, until, proof] = ['workspace', 'until', 'proof'].map((name) => query.getAll(name))
  if (!workspace || !until || !proof) return { link: 'changed' }
  if (workspace.length + until.length + proof.length === 0) return { link: 'good', workspace: null }
  const [name, end, given] = [workspace[0], until[0], proof[0]]
  if (workspace.length + until.length + proof.length !== 3 || !name || !end || !given) return { link: 'changed' }
  const genuine = clientSecrets.some((secret) => secret !== '' && same(given, proofOf(secret, name, end)))
  if (!genuine || !workspaceName.test(name) || !/^[0-9]{1,11}$/.test(end)) return { link: 'changed' }
  return Number(end) * 1000 > now.getTime() ? { link: 'good', workspace: name } : { link: 'expired' }
}

function proofOf(secret: string, workspace: string, until: string): string {
  return createHmac('sha256', secret).update(`homing install link\n${workspace}\n${until}`).digest('base64url')
}

function same(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}

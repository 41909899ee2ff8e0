import { randomUUID } from 'node:crypto'
import { signFunctionRequest } from '../../../contract/function-signature.ts'
import type { Inhabitant } from './portals.ts'

/** Whoever runs the relay says who this account's admins are: the user in whose name everybody asks here. */
export async function nameAdmins(url: string, { portalId }: Inhabitant, operatorSecret: string): Promise<void> {
  const target = '/admin/settings/save'
  const sections = { access: { admins: { users: ['7'] } } }
  const body = Buffer.from(JSON.stringify({ portalId, version: 1, sections }))
  const asked = { id: randomUUID(), method: 'POST', target, body, now: new Date() }
  const headers = { 'content-type': 'application/json', ...signFunctionRequest(operatorSecret, asked) }
  const response = await fetch(url + target, { method: 'POST', headers, body })
  if (response.status !== 200) throw new Error(`${portalId} has no admins: ${await response.text()}`)
}

import { readAuditRows } from './audit-rows.ts'
import type { PortalDb } from '../database.ts'

/** A portal's audit log as JSON lines, from the first row to the newest; each ends with a line feed. */
export async function* exportAudit(portal: PortalDb): AsyncGenerator<string> {
  for await (const { rows } of readAuditRows(portal)) {
    for (const { sequence, at, actor, action, detail, hash } of rows) {
      const [before, after] = [
        { portalId: portal.portalId, sequence: Number(sequence), at, actor, action },
        { hash: hash.toString('hex') },
      ].map((part) => JSON.stringify(part))
      // The detail goes out byte for byte, since these are the bytes that the hash covers.
      yield `${before!.slice(0, -1)},"detail":${detail},${after!.slice(1)}\n`
    }
  }
}

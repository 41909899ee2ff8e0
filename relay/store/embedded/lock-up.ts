import { chownSync, renameSync, writeFileSync } from 'node:fs'
import type { Client } from 'pg'
import type { Cluster } from './cluster.ts'

/** One opener at a time changes who may enter; it is no lock of the server's users. */
const LOCK = 7_206_411_002

/** Passwords for everybody, and nobody from anywhere but this machine. */
const rules = `# Written by Homing: whoever enters has a password.
host all all 127.0.0.1/32 scram-sha-256
local all all scram-sha-256
`

/**
 * Gives the superuser the password that its file keeps, and lets nobody enter without one: an older Homing gave the superuser that
 * of the relay's own role, which stands in connection strings. `keeper` is the superuser, who got in `asBefore`. Ended at any
 * moment, it is done again.
 */
export const lockUp = async (keeper: Client, cluster: Cluster, asBefore: boolean): Promise<void> => {
  const { rows } = await keeper.query<{ open: boolean; file: string }>(
    `select current_setting('hba_file') as file,
       exists (select 1 from pg_hba_file_rules where auth_method is distinct from 'scram-sha-256') as open`,
  )
  const { open = true, file = '' } = rows[0] ?? {}
  if (!asBefore && !open) return
  await keeper.query(`select pg_advisory_lock(${LOCK})`)
  try {
    await keeper.query(`alter role postgres password ${keeper.escapeLiteral(cluster.password)}`)
    if (!open) return
    const product = await keeper.query("select 1 from pg_roles where rolname = 'homing'")
    if (product.rowCount !== 0) {
      await keeper.query(`alter role homing password ${keeper.escapeLiteral(cluster.productPassword)}`)
    }
    writeFileSync(`${file}.new`, rules, { mode: 0o600, flush: true })
    if (cluster.home.account) chownSync(`${file}.new`, cluster.home.account.uid, cluster.home.account.gid)
    renameSync(`${file}.new`, file)
    await keeper.query('select pg_reload_conf()')
  } finally {
    await keeper.query(`select pg_advisory_unlock(${LOCK})`)
  }
}

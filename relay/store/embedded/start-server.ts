import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { postmaster } from './postmaster.ts'

const LOG_LIMIT = 10 * 1024 * 1024

/** Durability is the product: nothing here trades it for speed. The rest fits a small machine. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '128MB',
  max_connections: '100',
  max_wal_size: '1GB',
  // An account that floods grows faster than a minute's notice lets the planner see.
  autovacuum_naptime: '20s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  logging_collector: 'off',
  log_destination: 'stderr',
  log_line_prefix: '%m [%p] %e ',
}

const openLog = (path: string) => {
  if (existsSync(path) && statSync(path).size > LOG_LIMIT) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}

/**
 * Starts the server of a cluster on a port and resolves when it is ready, or with what it said when it ended instead.
 * `instead`: settings in place of these, for whoever throws the data away.
 * It is a process group of its own and writes its log to a file, so neither Ctrl-C nor the death of the relay reaches it.
 */
export const startServer = async (
  cluster: Cluster,
  port: number,
  instead: Record<string, string> = {},
): Promise<{ ended: string } | undefined> => {
  const options = Object.entries({ ...settings, ...instead }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openLog(cluster.log)
  const before = statSync(cluster.log).size
  const server = spawn(cluster.programs.postgres, ['-D', cluster.data, '-p', String(port), ...options], {
    ...cluster.home.account,
    cwd: cluster.home.folder,
    detached: true,
    stdio: ['ignore', log, log],
    // Nothing of the relay's environment: its secrets are none of the server's business.
    env: { LC_ALL: 'C', TZ: 'UTC' },
  })
  closeSync(log)
  let failure: Error | undefined
  let exited = false
  server.once('error', (error) => (failure = error))
  server.once('exit', () => (exited = true))
  server.unref()
  for (;;) {
    if (failure) return { ended: failure.message }
    if (exited) return { ended: readFileSync(cluster.log).subarray(before).toString('utf8').trim() }
    const lock = postmaster(cluster.data)
    if (lock?.pid === server.pid && lock?.ready) return undefined
    await wait(20)
  }
}

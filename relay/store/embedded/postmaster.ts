import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, renameSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What the lock file of a data folder says, and what the process it names is today:
 * `serving` a postgres of this folder, `zombie` ended but not yet reaped, `stranger` some other program that got the
 * same number, `gone` nothing. `empty` is a file that names nobody, as a power cut leaves it.
 */
export type Postmaster = {
  pid: number
  port: number
  ready: boolean
  state: 'serving' | 'zombie' | 'stranger' | 'gone' | 'empty'
}

const commandLine = (pid: number): string | undefined => {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    const line = execFileSync('ps', ['-o', 'stat=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return line.startsWith('Z') ? '' : line
  } catch {
    return undefined
  }
}

/** What the process of this number is to a data folder. */
export const processState = (pid: number, data: string): Postmaster['state'] => {
  const line = commandLine(pid)
  if (line === undefined) return 'gone'
  if (line === '') return 'zombie'
  return line.includes(` ${data} `) ? 'serving' : 'stranger'
}

/** Reads the lock file of a data folder; undefined when there is none. Its lines: pid, folder, start, port, …, status. */
export const postmaster = (data: string): Postmaster | undefined => {
  let lines: string[]
  try {
    lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const pid = Number(lines[0])
  // A server that is starting fills it within a moment; what stays empty was never finished.
  if (!Number.isInteger(pid) || pid <= 0) return { pid: 0, port: 0, ready: false, state: 'empty' }
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready', state: processState(pid, data) }
}

/**
 * Moves the lock file away. Only for a lock whose process was seen to be no server of this folder: PostgreSQL itself
 * would refuse for ever when another program of the same user has got that number, as after a container restart.
 */
export const setLockAside = (data: string) => {
  renameSync(join(data, 'postmaster.pid'), join(data, 'postmaster.pid.stale'))
}

/** Whether any process works in a data folder: a server, or what a killed one has left. Where that cannot be seen: no. */
export const isInUse = (data: string): boolean => {
  let processes: string[]
  try {
    processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return false
  }
  return processes.some((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === data
    } catch {
      return false
    }
  })
}

import { closeSync, openSync, readSync, statSync } from 'node:fs'
import type { Tell } from '../reach-database.ts'

/** Milliseconds between two looks, and how much of the log is read at one. */
const pace = 1_000
const most = 256 * 1024

/** A line of the server's own log: time, process, in newer ones the code, how grave it is, and what it says. */
const line = /^\S+ \S+ \S+ \[(\d+)\] (?:([0-9A-Z]{5}) )?(LOG|WARNING|ERROR|FATAL|PANIC): {2}(.*)$/

/** An error that is the machine's and not a statement's: of the disk, memory, handles, or the server's own files. */
const ofMachine = /^(53|58|F0|XX)/
const words =
  /No space left|could not (?:write|extend|fsync|flush|open|read|create|fork)|Input\/output error|Read-only file system|[Oo]ut of memory|Too many open files|was terminated by signal|invalid page/

/** Ordinary ends, said by the server to whoever is told to go. */
const ordinary =
  /^terminating (?:connection|background worker|autovacuum)|^the database system is (?:starting|shutting)/

/**
 * Tells what the embedded server has trouble with, as it comes into its log: whoever reads the relay's log reads no
 * other. What a statement did wrong is told by whoever asked it, and may hold a contact's words. Answers with what ends it.
 */
export const followLog = (path: string, tell: Tell): (() => void) => {
  let at = sizeOf(path)
  let rest = ''
  const look = () => {
    const size = sizeOf(path)
    if (size < at) at = 0
    if (size === at) return
    if (size - at > most) at = size - most
    const text = rest + readFrom(path, at, size - at)
    at = size
    const lines = text.split('\n')
    rest = lines.pop() ?? ''
    for (const one of lines) {
      const [, pid, code, level = '', said = ''] = line.exec(one) ?? []
      if (isTrouble(level, code, said)) {
        tell({ pid: Number(pid), code, level, said }, 'the embedded PostgreSQL has trouble; its log has more')
      }
    }
  }
  const timer = setInterval(look, pace)
  timer.unref()
  return () => {
    clearInterval(timer)
    look()
  }
}

const isTrouble = (level: string, code: string | undefined, said: string): boolean => {
  if (level === '' || ordinary.test(said)) return false
  if (level === 'PANIC' || (code !== undefined && ofMachine.test(code))) return true
  if (level === 'FATAL') return true
  return words.test(said)
}

const sizeOf = (path: string): number => {
  try {
    return statSync(path).size
  } catch {
    return 0
  }
}

const readFrom = (path: string, position: number, length: number): string => {
  try {
    const handle = openSync(path, 'r')
    try {
      const bytes = Buffer.alloc(length)
      return bytes.subarray(0, readSync(handle, bytes, 0, length, position)).toString('utf8')
    } finally {
      closeSync(handle)
    }
  } catch {
    // It was set aside this very moment, or no handle is left: the next look reads on.
    return ''
  }
}

import { readdirSync, readFileSync } from 'node:fs'

/** Ticks of a second in which the kernel counts (`getconf CLK_TCK`); Linux has had no other since 2.6. */
const ticks = 100

interface Process {
  pid: number
  parent: number
  /** Milliseconds in user and kernel mode, of it and of its children that have ended. */
  spent: number
}

/**
 * CPU that a process and all that came of it have used so far, in milliseconds. Of children that have ended their parent
 * knows, once it has waited for them. Source: proc_pid_stat(5), fields 4 and 14 to 17.
 */
export function cpuOf(pid: number): number {
  const processes = readProcesses()
  const sum = (one: number): number =>
    processes
      .filter(({ parent }) => parent === one)
      .reduce((total, child) => total + sum(child.pid), processes.find((process) => process.pid === one)?.spent ?? 0)
  return sum(pid)
}

function readProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      let stat: string
      try {
        stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      } catch {
        // It ended between the listing and this.
        return []
      }
      // The name in brackets may hold anything, also spaces and brackets.
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number)
      const [, parent = 0] = fields
      const spent = fields.slice(11, 15).reduce((total, one) => total + one, 0)
      return [{ pid: Number(name), parent, spent: (spent * 1_000) / ticks }]
    })
}

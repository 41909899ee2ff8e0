import { copyFileSync, createReadStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Stage } from '../stage/perform.ts'

/**
 * Says what the relays logged as errors, a line for each kind with how often. The log itself is gone with the folder,
 * unless the run has failed: then it is kept, and where is said.
 */
export async function tellTroubles(stage: Stage, logFile: string, passed: boolean): Promise<void> {
  const counts = new Map<string, number>()
  for await (const line of createInterface({ input: createReadStream(logFile) })) {
    const kind = kindOf(line)
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  for (const [kind, count] of counts) stage.say(`the relays' log, ${count} times: ${kind}`)
  if (passed) return
  const kept = join(tmpdir(), `homing-torture-${process.pid}.log`)
  copyFileSync(logFile, kept)
  stage.say(`the relays' log is kept in ${kept}`)
}

function kindOf(line: string): string | null {
  if (!line.startsWith('{')) return line.slice(0, 200)
  try {
    const { level, msg, code, err } = JSON.parse(line) as {
      level: number
      msg?: string
      code?: string
      err?: { message?: string }
    }
    if (level < 50) return null
    return [msg, code, err?.message?.replace(/ \(Queue: .*\)$/, '').slice(0, 160)].filter(Boolean).join(' | ')
  } catch {
    // A line cut short by the kill.
    return null
  }
}

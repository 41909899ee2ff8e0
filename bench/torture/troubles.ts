import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** What the relays logged as errors, a line for each kind with how often; the log itself is gone with the folder. */
export async function readTroubles(logFile: string): Promise<string[]> {
  const counts = new Map<string, number>()
  for await (const line of createInterface({ input: createReadStream(logFile) })) {
    const kind = kindOf(line)
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return [...counts].map(([kind, count]) => `the relays' log, ${count} times: ${kind}`)
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
    return [msg, code, err?.message?.slice(0, 160)].filter(Boolean).join(' | ')
  } catch {
    // A line cut short by the kill.
    return null
  }
}

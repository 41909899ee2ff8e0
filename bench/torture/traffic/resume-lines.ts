import { setTimeout as wait } from 'node:timers/promises'
import type { Ask } from './ask.ts'
import type { Looker } from './look.ts'

/** Somebody who resumes what is paused, all the time: lines that many things befall would take nothing more. Those watched stay. */
export function resumeLines(ask: Ask, looker: Looker, watched: ReadonlySet<string>): () => void {
  let isOver = false
  void (async () => {
    while (!isOver) {
      const lines = await looker.lines().catch(() => [])
      for (const { id, state } of lines) {
        if (state === 'paused' && !watched.has(id)) await ask('/admin/lines/resume', { lineId: id }).catch(() => null)
      }
      await wait(700)
    }
  })()
  return () => {
    isOver = true
  }
}

import { useRef, useState } from 'react'
import type { Problem } from '../../../../contract/problem.ts'

/**
 * A rep's word that the relay is told, one at a time. `tell` brings why it does not count, else null; `saying` is what is
 * on its way.
 */
export function useDeed<Word>(tell: (word: Word) => Promise<Problem | null>) {
  const [saying, setSaying] = useState<Word | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  // A second click counts for nothing even before the buttons are drawn as busy.
  const busy = useRef(false)

  async function say(word: Word): Promise<void> {
    if (busy.current) return
    busy.current = true
    setSaying(word)
    setProblem(await tell(word))
    setSaying(null)
    busy.current = false
  }
  return { saying, problem, say: (word: Word) => void say(word) }
}

import type { Draft as KeptDraft } from '../../../../contract/draft.ts'
import type { CardRelay } from '../card-relay.ts'
import type { Composer } from './composer.ts'
import { saysNothing, type Draft } from './draft.ts'

/** Milliseconds without a keystroke after which what was written is kept, and after which it is tried again. */
const [quiet, again] = [2_000, 10_000]
/** The relay takes no longer text and no more files. */
const longest = 100_000
const mostFiles = 20

/** Has the relay keep what the rep writes, so that a switch of contact or a reload loses nothing of it. */
export interface DraftKeeper {
  /** Puts back what was kept, and keeps what is written from now on. */
  begin(kept: KeptDraft | null): void
  /** Keeps at once what is not kept yet, and nothing any more. */
  end(): void
}

/** What is on its way to the relay is a draft until it is accepted: nothing is kept or forgotten meanwhile. */
export function draftKeeper(
  composer: Pick<Composer, 'state' | 'restore'>,
  relay: Pick<CardRelay, 'keepDraft'>,
): DraftKeeper {
  let known: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let keeping: Promise<void> = Promise.resolve()
  let leave = () => {}
  let begun = false

  function look(): void {
    clearTimeout(timer)
    if (unkept() !== undefined) timer = setTimeout(keep, quiet)
  }

  function unkept(): KeptDraft | null | undefined {
    const { is, draft } = composer.state.get()
    if (is === 'sending' || draft.body.length > longest) return undefined
    const wanted = toKept(draft)
    return JSON.stringify(wanted) === known ? undefined : wanted
  }

  function keep(): void {
    clearTimeout(timer)
    const draft = unkept()
    if (draft === undefined) return
    known = JSON.stringify(draft)
    // One after the other: what was written later must not be overtaken.
    keeping = keeping.then(async () => {
      const answer = await relay.keepDraft(draft)
      if (answer.ok || !answer.problem.retryable) return
      known = undefined
      timer = setTimeout(keep, again)
    })
  }

  return {
    begin(kept) {
      begun = true
      known = JSON.stringify(kept)
      if (kept) composer.restore(kept)
      leave = composer.state.subscribe(look)
      look()
    },
    end() {
      leave()
      // What the relay keeps is not known yet, and not to be replaced unseen.
      if (begun) keep()
      clearTimeout(timer)
    },
  }
}

function toKept(draft: Draft): KeptDraft | null {
  const { lineId, picked, subject, body, files, key, tried } = draft
  if (saysNothing(draft) && subject.trim() === '') return null
  const links = files.map(({ url }) => url.trim()).filter(Boolean)
  return { lineId, picked, subject, body, files: links.slice(0, mostFiles), key, tried }
}

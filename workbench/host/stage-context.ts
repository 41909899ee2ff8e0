import type { Reactions } from '@hubspot/ui-extensions'
import { createContext, useContext, useMemo } from 'react'
import { createStage, type Stage } from './stage.ts'

/** The stage of the extension that a host component belongs to. */
export const StageContext = createContext<Stage>(createStage())

/** What event handlers of an extension get as their second argument. */
export function useReactions(): Reactions {
  const stage = useContext(StageContext)
  return useMemo(
    () => ({
      openModal: stage.openOverlay,
      closeModal: stage.closeOverlay,
      openPanel: stage.openOverlay,
      closePanel: stage.closeOverlay,
    }),
    [stage],
  )
}

import { createContext, useContext, useMemo, useRef, type ReactNode } from 'react'
import { StageContext } from '../stage-context.ts'

/** Lets the modal or panel given as an `overlay` prop tell its id to the component that opens it. */
export const OverlaySlotContext = createContext<((id: string) => void) | null>(null)

/** For components with an `overlay` prop: `slot` goes into the tree, `open` opens what stands in it. */
export function useOverlaySlot(overlay: ReactNode): { slot: ReactNode; open(): void } {
  const stage = useContext(StageContext)
  const id = useRef<string | null>(null)
  const tell = useMemo(() => (told: string) => void (id.current = told), [])
  return {
    slot: overlay ? <OverlaySlotContext.Provider value={tell}>{overlay}</OverlaySlotContext.Provider> : null,
    open: () => {
      if (overlay && id.current !== null) stage.openOverlay(id.current)
    },
  }
}

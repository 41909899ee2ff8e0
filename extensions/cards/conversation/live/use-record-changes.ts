import { useEffect, useRef } from 'react'

/**
 * Runs `refresh` whenever the contact was edited on the record, so that the card shows the address it would send to. `watch` is
 * that of the first render, because HubSpot is told once and knows no end of it.
 */
export function useRecordChanges(watch: ((changed: () => void) => void) | undefined, refresh: () => void): void {
  const first = useRef(watch)
  useEffect(() => {
    let open = true
    first.current?.(() => {
      if (open) refresh()
    })
    return () => {
      open = false
    }
  }, [refresh])
}

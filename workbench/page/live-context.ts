import { createContext } from 'react'
import type { LiveEvents } from './live-events.ts'

/** The event stream of the page. */
export const LiveContext = createContext<LiveEvents>({
  on: () => () => undefined,
  isOpen: () => true,
  watch: () => () => undefined,
  close: () => undefined,
})

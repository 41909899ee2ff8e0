import { useEffect, useState } from 'react'
import { when } from './when.ts'
import type { Clock } from '../../contract/clock.ts'

/** The time and the signs on top of a phone; decoration. */
export function StatusBar({ clock }: { clock: Clock }) {
  const [now, setNow] = useState(() => new Date().toISOString())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), 10_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <div className="status-bar" aria-hidden="true">
      <span>{when(now, clock).time}</span>
      <svg viewBox="0 0 44 12" width="42" height="11">
        <path d="M0 8h3v4H0zM5 6h3v6H5zM10 3h3v9h-3zM15 0h3v12h-3zM24 1h16v10H24zM41 4h2v4h-2z" />
      </svg>
    </div>
  )
}

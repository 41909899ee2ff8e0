import { useEffect, useState } from 'react'
import { ask } from './ask.ts'
import { isUnread } from './is-unread.ts'
import { useLive } from './use-live.ts'

interface AppTabProps {
  kind: 'messages' | 'mail'
  address: string
  label: string
  open: boolean
  onOpen(): void
}

/** Opens one app of the phone, and says how much has come there that nobody has looked at. */
export function AppTab({ kind, address, label, open, onOpen }: AppTabProps) {
  const count = useUnseen(kind, address, open)
  return (
    <button
      type="button"
      aria-pressed={open}
      aria-label={count > 0 ? `${label}, ${count} new` : label}
      onClick={onOpen}
    >
      {label}
      {count > 0 && <span className="mark">{count}</span>}
    </button>
  )
}

/** Messages are read on the phone network; a mailbox knows no reading, so what was shown is remembered by this page. */
function useUnseen(kind: AppTabProps['kind'], address: string, open: boolean): number {
  const arrived = useLive(
    address,
    async (one, signal) => {
      if (kind === 'mail') {
        const { messages } = await ask('GET /workbench/mailboxes/:address', { address: one }, undefined, signal)
        return messages.filter(({ from }) => !from.toLowerCase().includes(one)).map(({ id }) => id)
      }
      const { messages } = await ask('GET /workbench/phones/:address', { address: one }, undefined, signal)
      return messages.filter(isUnread).map(({ id }) => id)
    },
    ['phone'],
  )
  const [seen, setSeen] = useState<readonly string[]>()
  const ids = arrived.value
  useEffect(() => {
    // What lay in the mailbox when the page was opened is no news.
    if (kind === 'mail' && ids) setSeen((before) => (before === undefined || open ? ids : before))
  }, [kind, ids, open])
  if (open || !ids) return 0
  return kind === 'messages' ? ids.length : seen ? ids.filter((id) => !seen.includes(id)).length : 0
}

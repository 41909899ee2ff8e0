import { useState } from 'react'
import { ask } from './ask.ts'
import { ReplyBox } from './reply-box.tsx'
import { useLive } from './use-live.ts'
import { when } from './when.ts'

/** The contact's mailbox: newest on top, one open, and a reply to the one that is open. */
export function MailApp({ address, timezone }: { address: string; timezone: string }) {
  const mailbox = useLive(
    address,
    (box, signal) => ask('GET /workbench/mailboxes/:address', { address: box }, undefined, signal),
    ['phone'],
  )
  const [chosen, setChosen] = useState<string>()
  const mails = (mailbox.value?.messages ?? []).toSorted((a, b) => b.at.localeCompare(a.at))
  const own = (from: string) => from.toLowerCase().includes(address.toLowerCase())
  const open = mails.find(({ id }) => id === chosen) ?? mails.find(({ from }) => !own(from))
  return (
    <div className="app app-mail">
      <header>
        <strong>Inbox</strong>
        <small>{address}</small>
      </header>
      {mailbox.problem && <p role="alert">{mailbox.problem}</p>}
      {mailbox.value && mails.length === 0 && <p className="nothing">No mail yet.</p>}
      <ol className="mails" aria-label="Mails">
        {mails.map(({ id, from, to, subject, body, at }) => (
          <li key={id}>
            <button type="button" aria-expanded={id === open?.id} onClick={() => setChosen(id)}>
              <strong>{own(from) ? `To ${to}` : from}</strong>
              <time dateTime={at}>{when(at, timezone).time}</time>
              <span>{subject || 'No subject'}</span>
            </button>
            {id === open?.id && <p>{body}</p>}
          </li>
        ))}
      </ol>
      {open && !own(open.from) && (
        <ReplyBox
          label="Reply by email"
          placeholder={`Reply to ${open.from}`}
          send={async (body) => {
            await ask('POST /workbench/mailboxes/:address/messages', { address }, { inReplyTo: open.id, body })
            mailbox.reload()
          }}
        />
      )}
    </div>
  )
}

import { useState } from 'react'
import { ask } from './ask.ts'
import { ReplyBox } from './reply-box.tsx'
import { useLive } from './use-live.ts'
import { when } from './when.ts'
import type { Clock } from '../../contract/clock.ts'

/** The contact's mails, those they wrote among them: newest on top, one open, and a reply to what was received last or is open. */
export function MailApp({ address, clock }: { address: string; clock: Clock }) {
  const mailbox = useLive(
    address,
    (box, signal) => ask('GET /workbench/mailboxes/:address', { address: box }, undefined, signal),
    ['phone'],
  )
  // What was chosen stays open until something newer arrives.
  const [chosen, setChosen] = useState<{ id: string; newest: string | undefined }>()
  const mails = (mailbox.value?.messages ?? []).toSorted((a, b) => b.at.localeCompare(a.at))
  const own = (from: string) => from.toLowerCase().includes(address.toLowerCase())
  const newest = mails.find(({ from }) => !own(from))
  const open = mails.find(({ id }) => id === chosen?.id && chosen.newest === newest?.id) ?? newest
  const answered = open && own(open.from) ? newest : open
  const choose = (id: string) => setChosen({ id, newest: newest?.id })
  return (
    <div className="app app-mail">
      <header>
        <strong>Mail</strong>
        <small>{address}</small>
      </header>
      {mailbox.problem && <p role="alert">{mailbox.problem}</p>}
      {mailbox.value && mails.length === 0 && <p className="nothing">No mail yet.</p>}
      <ol className="mails" aria-label="Mails">
        {mails.map(({ id, from, to, subject, body, at, files }) => (
          <li key={id}>
            <button type="button" aria-expanded={id === open?.id} onClick={() => choose(id)}>
              <strong>{own(from) ? `To ${to}` : from}</strong>
              <time dateTime={at}>{when(at, clock).time}</time>
              <span>{subject || 'No subject'}</span>
            </button>
            {id === open?.id && <p>{body}</p>}
            {id === open?.id && files?.map((name, index) => <small key={index}>{name}</small>)}
          </li>
        ))}
      </ol>
      {answered && (
        <ReplyBox
          label="Reply by email"
          placeholder={`Reply to ${answered.from}`}
          send={async (body) => {
            const reply = { inReplyTo: answered.id, body }
            choose((await ask('POST /workbench/mailboxes/:address/messages', { address }, reply)).id)
            mailbox.reload()
          }}
        />
      )}
    </div>
  )
}

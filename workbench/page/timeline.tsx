import { useState } from 'react'
import type { ContactRecord, TimelineEntry } from './api.ts'
import { EntryBody } from './entry-body.tsx'
import type { Live } from './use-live.ts'
import { when } from './when.ts'
import type { Clock } from '../../contract/clock.ts'

const kinds = [
  ['all', 'All'],
  ['communication', 'Messages'],
  ['email', 'Emails'],
  ['workflow', 'Workflows'],
] as const

/** Everything that happened with the contact, newest first, by day. */
export function Timeline({ contact, clock }: { contact: Live<ContactRecord>; clock: Clock }) {
  const [kind, setKind] = useState<(typeof kinds)[number][0]>('all')
  const entries = contact.value?.timeline ?? []
  const shown = entries.filter((entry) => kind === 'all' || entry.kind === kind)
  const days = Map.groupBy(shown, (entry) => when(entry.at, clock).day)
  return (
    <section className="timeline" aria-label="Timeline">
      <header>
        <h2>Activity</h2>
        <div role="group" aria-label="Show" className="chips">
          {kinds.map(([value, label]) => (
            <button key={value} type="button" aria-pressed={kind === value} onClick={() => setKind(value)}>
              {label}
            </button>
          ))}
        </div>
      </header>
      {contact.problem && <p role="alert">{contact.problem}</p>}
      {contact.value && shown.length === 0 && (
        <p className="nothing">
          {entries.length === 0
            ? 'Nothing has happened yet. Send a message from the card.'
            : 'Nothing of this kind yet.'}
        </p>
      )}
      {[...days].map(([day, ofDay]) => (
        <div key={day}>
          <h3>{day}</h3>
          <ol>
            {ofDay.map((entry) => (
              <Entry key={entry.id} entry={entry} clock={clock} />
            ))}
          </ol>
        </div>
      ))}
    </section>
  )
}

const icons: Record<TimelineEntry['kind'], string> = {
  communication: 'M4 5h16v11H9l-5 4z',
  email: 'M3 5h18v14H3zM3 6l9 7 9-7',
  workflow: 'M4 4h6v6H4zM14 14h6v6h-6zM7 10v7h7',
}

function Entry({ entry, clock }: { entry: TimelineEntry; clock: Clock }) {
  const { time, full } = when(entry.at, clock)
  return (
    <li className={`entry entry-${entry.kind}`}>
      <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
        <path d={icons[entry.kind]} />
      </svg>
      <article>
        <header>
          <strong>{entry.title}</strong>
          <time dateTime={entry.at} title={full}>
            {time}
          </time>
        </header>
        <EntryBody {...entry} />
      </article>
    </li>
  )
}

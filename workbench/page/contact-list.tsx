import { useId, useRef, useState, type FormEvent } from 'react'
import type { ContactSummary } from './api.ts'
import { ask } from './ask.ts'
import { Avatar } from './avatar.tsx'
import { contactName } from './contact-name.ts'

/** All contacts to choose from, and a form for one more. */
export function ContactList({
  contacts,
  chosen,
  onChanged,
}: {
  contacts: ContactSummary[]
  chosen: string | undefined
  onChanged(): void
}) {
  const [adding, setAdding] = useState(false)
  return (
    <nav className="panel contact-list" aria-label="Contacts">
      <header>
        <h2>Contacts</h2>
        <button type="button" className="link-button" aria-expanded={adding} onClick={() => setAdding(!adding)}>
          {adding ? 'Cancel' : 'Add contact'}
        </button>
      </header>
      {adding && (
        <NewContact
          onAdded={({ id }) => {
            setAdding(false)
            onChanged()
            location.hash = `#/contacts/${id}`
          }}
        />
      )}
      <ul>
        {contacts.map(({ id, properties }) => (
          <li key={id}>
            <a
              href={`#/contacts/${id}`}
              aria-current={id === chosen ? 'true' : undefined}
              ref={id === chosen ? showWhole : undefined}
            >
              <Avatar name={contactName(properties)} />
              <span>
                <strong>{contactName(properties)}</strong>
                <small>{properties.company || properties.email || properties.phone || ''}</small>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The list shows five at once; the chosen one is among them, also when it has just been added. */
function showWhole(link: HTMLAnchorElement | null) {
  link?.scrollIntoView({ block: 'nearest' })
}

const fields = [
  ['firstname', 'First name'],
  ['lastname', 'Last name'],
  ['phone', 'Phone number'],
  ['email', 'Email'],
] as const

function NewContact({ onAdded }: { onAdded(contact: ContactSummary): void }) {
  const id = useId()
  const [problem, setProblem] = useState('')
  // A second click of the same hand comes before anything is drawn anew.
  const asked = useRef(false)
  const add = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (asked.current) return
    const given = [...new FormData(event.currentTarget)].flatMap(([name, value]) =>
      typeof value === 'string' && value !== '' ? [[name, value] as const] : [],
    )
    if (given.every(([, value]) => value.trim() === '')) {
      setProblem('Fill in a name, a phone number or an email first.')
      return
    }
    asked.current = true
    try {
      const properties = Object.fromEntries(given)
      onAdded(await ask('POST /workbench/contacts', {}, { properties }))
    } catch (error) {
      asked.current = false
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <form className="new-contact" aria-label="Add contact" onSubmit={(event) => void add(event)}>
      {fields.map(([name, label]) => (
        <div key={name}>
          <label htmlFor={`${id}${name}`}>{label}</label>
          <input id={`${id}${name}`} name={name} autoComplete="off" />
        </div>
      ))}
      {problem && <p role="alert">{problem}</p>}
      <button type="submit" className="button primary">
        Create contact
      </button>
    </form>
  )
}

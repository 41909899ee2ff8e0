import { useEffect, useId, useState } from 'react'
import type { ContactRecord } from './api.ts'
import { ask } from './ask.ts'
import { Avatar } from './avatar.tsx'
import { contactName } from './contact-name.ts'
import type { Live } from './use-live.ts'

const fields = [
  ['firstname', 'First name'],
  ['lastname', 'Last name'],
  ['phone', 'Phone number'],
  ['mobilephone', 'Mobile phone number'],
  ['hs_whatsapp_phone_number', 'WhatsApp phone number'],
  ['email', 'Email'],
  ['company', 'Company name'],
] as const

/** The contact's properties; each is saved when the field is left. */
export function ContactAbout({ contact, onChanged }: { contact: Live<ContactRecord>; onChanged(): void }) {
  const record = contact.value
  if (!record) return <div className="panel waiting" aria-busy="true" />
  const name = contactName(record.properties)
  return (
    <section className="panel about" aria-label="About this contact">
      <div className="who">
        <Avatar name={name} large />
        <div>
          <h2>{name}</h2>
          <small>{record.properties.company || 'Contact'}</small>
        </div>
      </div>
      <h3>About this contact</h3>
      {fields.map(([property, label]) => (
        <PropertyField
          key={property}
          label={label}
          value={record.properties[property] ?? ''}
          save={async (value) => {
            await ask('PATCH /workbench/contacts/:id', { id: record.id }, { properties: { [property]: value } })
            contact.reload()
            onChanged()
          }}
        />
      ))}
      <dl>
        <dt>Record ID</dt>
        <dd>{record.id}</dd>
      </dl>
    </section>
  )
}

function PropertyField({ label, value, save }: { label: string; value: string; save(value: string): Promise<void> }) {
  const id = useId()
  const [text, setText] = useState(value)
  const [problem, setProblem] = useState('')
  useEffect(() => setText(value), [value])
  const commit = async () => {
    if (text === value) return
    try {
      await save(text)
      setProblem('')
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <div className="property">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={text}
        placeholder="--"
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => void commit()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
          if (event.key === 'Escape') setText(value)
        }}
      />
      {problem && <p role="alert">{problem}</p>}
    </div>
  )
}

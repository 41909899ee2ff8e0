import { useState } from 'react'
import type { ContactRecord, WorkbenchConfig } from './api.ts'
import { contactName, phoneAddresses } from './contact-name.ts'
import { MailApp } from './mail-app.tsx'
import { MessagesApp } from './messages-app.tsx'
import { StatusBar } from './status-bar.tsx'
import type { Live } from './use-live.ts'

/** The contact's own phone: one app for each number, and one for the mailbox. */
export function Device({ contact, config }: { contact: Live<ContactRecord>; config: WorkbenchConfig }) {
  const [chosen, setChosen] = useState<string>()
  const record = contact.value
  if (!record) return <div className="device waiting" aria-busy="true" />
  const numbers = phoneAddresses(record)
  const email = record.properties.email
  const apps = [...numbers, ...(email ? [email] : [])]
  const app = chosen && apps.includes(chosen) ? chosen : apps[0]
  const who = record.properties.firstname || contactName(record.properties)
  return (
    <section className="phone-side" aria-label={`${who}'s phone`}>
      {apps.length > 0 && (
        <div role="group" aria-label="App" className="chips apps">
          {apps.map((one) => (
            <button key={one} type="button" aria-pressed={one === app} onClick={() => setChosen(one)}>
              {one === email ? 'Mail' : numbers.length > 1 ? one : 'Messages'}
            </button>
          ))}
        </div>
      )}
      <div className="device">
        <div className="island" aria-hidden="true" />
        <StatusBar timezone={config.timezone} />
        {app === undefined ? (
          <p className="nothing">No phone number yet. Fill one in on the left, like +32470123456.</p>
        ) : app === email ? (
          <MailApp key={app} address={app} timezone={config.timezone} />
        ) : (
          <MessagesApp key={app} address={app} config={config} />
        )}
        <div className="home-bar" aria-hidden="true" />
      </div>
      <p className="device-name">{app ? `${who} · ${app}` : who}</p>
    </section>
  )
}

import { useState } from 'react'
import { AppTab } from './app-tab.tsx'
import type { ContactRecord, WorkbenchConfig } from './api.ts'
import { contactName, phoneAddresses } from './contact-name.ts'
import { MailApp } from './mail-app.tsx'
import { MessagesApp } from './messages-app.tsx'
import { StatusBar } from './status-bar.tsx'
import { useArrivals } from './use-arrivals.ts'
import type { Live } from './use-live.ts'

/** The contact's own phone: one app for each address at which messages arrive, and one for the mailbox. */
export function Device({ contact, config }: { contact: Live<ContactRecord>; config: WorkbenchConfig }) {
  const [chosen, setChosen] = useState<string>()
  const record = contact.value
  const email = (record?.properties.email ?? '').toLowerCase()
  const atEmail = useArrivals(email)
  if (!record) return <div className="device waiting" aria-busy="true" />
  const numbers = phoneAddresses(record)
  // An iMessage may go to an email address; where there is a number, that is the exception.
  const addresses = email && (numbers.length === 0 || atEmail) ? [...numbers, email] : numbers
  const apps = [
    ...addresses.map((address) => ({ key: address, kind: 'messages' as const, address })),
    ...(email ? [{ key: 'mail', kind: 'mail' as const, address: email }] : []),
  ]
  const app = apps.find(({ key }) => key === chosen) ?? apps[0]
  const who = record.properties.firstname || contactName(record.properties)
  return (
    <section className="phone-side" aria-label={`${who}'s phone`}>
      {apps.length > 0 && (
        <div role="group" aria-label="App" className="chips apps">
          {apps.map(({ key, kind, address }) => (
            <AppTab
              key={key}
              kind={kind}
              address={address}
              label={kind === 'mail' ? 'Mail' : addresses.length > 1 ? address : 'Messages'}
              open={key === app?.key}
              onOpen={() => setChosen(key)}
            />
          ))}
        </div>
      )}
      <div className="device">
        <div className="island" aria-hidden="true" />
        <StatusBar clock={config.clock} />
        {app === undefined ? (
          <p className="nothing">No number that a phone has. Fill one in on the left, like +32470123456.</p>
        ) : app.kind === 'mail' ? (
          <MailApp key={app.key} address={app.address} clock={config.clock} />
        ) : (
          <MessagesApp key={app.key} address={app.address} config={config} />
        )}
        <div className="home-bar" aria-hidden="true" />
      </div>
      <p className="device-name">{app ? `${who} · ${app.address}` : who}</p>
    </section>
  )
}

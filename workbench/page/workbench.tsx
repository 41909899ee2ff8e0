import { useEffect, useState } from 'react'
import { ask } from './ask.ts'
import { ContactList } from './contact-list.tsx'
import { ContactPage } from './contact-page.tsx'
import { TopBar } from './top-bar.tsx'
import { useLive } from './use-live.ts'
import { useUser } from './use-user.ts'

const chosenId = () => /^#\/contacts\/(\d+)$/.exec(location.hash)?.[1]

/** A contact record as HubSpot shows it, with the contact's phone beside it. */
export function Workbench() {
  const config = useLive('config', (_, signal) => ask('GET /workbench/config', {}, undefined, signal))
  const contacts = useLive('contacts', (_, signal) => ask('GET /workbench/contacts', {}, undefined, signal))
  const [chosen, setChosen] = useState(chosenId)
  useEffect(() => {
    const follow = () => setChosen(chosenId())
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  const id = chosen ?? contacts.value?.[0]?.id
  const { user, choose } = useUser(config.value?.users)
  const problem = config.problem ?? contacts.problem
  const list = contacts.value && <ContactList contacts={contacts.value} chosen={id} onChanged={contacts.reload} />
  return (
    <>
      <TopBar config={config.value} user={user} onUser={choose} />
      {problem && !(config.value && contacts.value) && (
        <p role="alert" className="page-problem">
          {problem}
        </p>
      )}
      {config.value &&
        contacts.value &&
        user &&
        (id ? (
          <ContactPage id={id} user={user} config={config.value} contacts={list} onChanged={contacts.reload} />
        ) : (
          <main className="columns">
            <aside className="column left">{list}</aside>
            <p className="nothing">There is no contact yet. Add one on the left.</p>
          </main>
        ))}
    </>
  )
}

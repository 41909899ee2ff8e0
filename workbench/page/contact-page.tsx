import type { WorkbenchConfig, WorkbenchUser } from './api.ts'
import { CardPane } from './card-pane.tsx'
import { ContactAbout } from './contact-about.tsx'
import { Device } from './device.tsx'
import { FaultsPanel } from './faults-panel.tsx'
import { SampleFiles } from './sample-files.tsx'
import { Timeline } from './timeline.tsx'
import { useContact } from './use-contact.ts'
import { Workflows } from './workflows.tsx'
import type { ReactNode } from 'react'

/** One contact's record in four columns. What belongs to the contact is keyed by its id, and a card by who is signed in, so that nothing stays over. */
export function ContactPage(props: {
  id: string
  user: WorkbenchUser
  config: WorkbenchConfig
  contacts: ReactNode
  onChanged(): void
}) {
  const { id, user, config } = props
  const contact = useContact(id)
  if (contact.problem && !contact.value) {
    return (
      <main className="columns">
        <aside className="column left" aria-label="Contact">
          {props.contacts}
        </aside>
        <section className="column middle">
          <p role="alert">{contact.problem} Choose another one on the left.</p>
        </section>
      </main>
    )
  }
  return (
    <main className="columns">
      <aside className="column left" aria-label="Contact">
        {props.contacts}
        <ContactAbout key={id} contact={contact} onChanged={props.onChanged} />
      </aside>
      <section className="column middle" aria-label="Activity">
        <Workflows key={`w${id}`} id={id} config={config} />
        <Timeline key={`t${id}`} contact={contact} clock={config.clock} />
      </section>
      <section className="column cards" aria-label="Cards">
        {config.cards.map((card) => (
          <CardPane key={`${card.name} ${id} ${user.id}`} card={card} contact={contact} user={user} config={config} />
        ))}
      </section>
      <aside className="column right" aria-label="The contact's side">
        <Device key={id} contact={contact} config={config} />
        <FaultsPanel />
        <SampleFiles files={config.sampleFiles} />
      </aside>
    </main>
  )
}

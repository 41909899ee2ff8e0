import { hubspot } from '@hubspot/ui-extensions'
import type { CardAnswer } from '../../../contract/card-function.ts'
import { contactProperties } from '../../../contract/contact-properties.ts'
import { cardRelay, type CardRelay } from './card-relay.ts'
import { ConversationCard } from './conversation-card.tsx'

interface Opening {
  contact: string
  relay: CardRelay
  first: Promise<CardAnswer<'conversation'>>
}

let opening: Opening | undefined
const forget = () => {
  opening = undefined
}

// The question leaves here, before React draws anything, so that the conversation costs one round trip and no more;
// HubSpot may draw again, which must not ask again.
hubspot.extend<'crm.record.sidebar'>(({ context, actions }) => {
  const contact = `${context.portal.id}/${context.crm.objectId}`
  if (opening?.contact !== contact) {
    const relay = cardRelay(context)
    opening = { contact, relay, first: relay.conversation() }
  }
  return (
    <ConversationCard
      key={contact}
      relay={opening.relay}
      first={opening.first}
      locale={context.user.locale}
      onClose={forget}
      watchRecord={(changed) => actions.onCrmPropertiesUpdate([...contactProperties], changed)}
    />
  )
})

import { hubspot } from '@hubspot/ui-extensions'

/** What HubSpot hands an extension when it has it drawn, as far as a call to the relay needs it. */
interface OpenedExtension {
  context: { variables?: Record<string, unknown> }
  /** Where an extension belongs to no record, it cannot ask for one's properties. */
  actions: { fetchCrmObjectProperties?: (names: string[]) => Promise<Record<string, unknown>> }
}

let opened: OpenedExtension | undefined

// HubSpot tells it to whoever calls `hubspot.extend`, and to nobody else. This listens in, so that no card has to hand
// on what only this way needs. A module is run before those that import it, and so before any card extends.
const extend = hubspot.extend
hubspot.extend = (draw) => {
  const drawListening: typeof draw = (api) => {
    opened = api as OpenedExtension
    return draw(api)
  }
  extend(drawListening)
}

/** What HubSpot told last, or nothing as long as no extension has been drawn. */
export function openedExtension(): OpenedExtension | undefined {
  return opened
}

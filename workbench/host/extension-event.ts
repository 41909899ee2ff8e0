import type { ExtensionEvent } from '@hubspot/ui-extensions'
import type { SyntheticEvent } from 'react'

/** The part of a DOM event that crosses to the extension. */
export function extensionEvent(event: SyntheticEvent): ExtensionEvent {
  const { type, bubbles, timeStamp } = event
  const id = event.currentTarget instanceof Element ? event.currentTarget.id : ''
  return { type, bubbles, timeStamp, id }
}

import { Temporary } from '../errors.ts'

/**
 * Something of the contact leaves or has just come. HubSpot repeats nothing that was taken, so the erasure is put off here: after a
 * second, then longer and longer, up to a minute.
 */
export const contactBusy = () =>
  new Temporary('contact_busy', 'a contact is erased when what is under way has ended', { atMost: 60_000 })

/** A name that leads into a network of our own. For the room alone: it becomes an `AddressRefused` where the place is known. */
export class LeadsInside extends Error {
  override name = 'LeadsInside'
  constructor(host: string) {
    super(`${host} leads into a private network`)
  }
}

import { Permanent } from '../errors.ts'
import { entryOf } from './entry-of.ts'
import type { Place } from './place.ts'

/** A place that a line may not reach. Tells its name and never the address behind it. */
export class AddressRefused extends Permanent {
  /** What is wrong with it, to follow its name or that of the field. */
  readonly words: string
  constructor(place: Place, why = 'is in a private network') {
    const entry = entryOf(place)
    const words = `${why}. Whoever runs the relay can allow it with ALLOWED_HOSTS=${entry}`
    super('address_refused', `“${entry}” ${words}.`, { blame: 'line' })
    this.words = words
  }
}

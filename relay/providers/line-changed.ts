import { Temporary } from '../errors.ts'

/**
 * A call was begun by what its account had configured, and the line is another by now, or gone. Nothing was sent; whoever asks again does so
 * at once, with the line as it is.
 */
export class LineChanged extends Temporary {
  override name = 'LineChanged'
  constructor() {
    super('line_changed', 'The line was changed or removed before its provider was called.', { retryAfter: 0 })
  }
}

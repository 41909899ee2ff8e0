import { read } from '../../../relay/providers/email/read.ts'
import { Invalid } from '../../../relay/errors.ts'
import { corpusLine, corpusReference } from './corpus-line.ts'

/** Of one email: our message moved, a person is asked, nothing follows, or it stands as what a person wrote. */
export type Became = 'changed' | 'waiting' | 'nothing' | 'personsWords'

/** Reads it as the relay does. `why` is for whoever looks into it. */
export async function whatBecame(body: Uint8Array): Promise<{ became: Became; why: string }> {
  try {
    const events = await read({ origin: 'history', headers: {}, body }, corpusLine)
    const reply = events.find((event) => event.kind === 'reply')
    if (reply && reply.aside === undefined) return { became: 'personsWords', why: reply.body.slice(0, 60) }
    const status = events.find((event) => event.kind === 'status' && event.reference === corpusReference)
    if (status?.kind === 'status') return { became: 'changed', why: status.error?.detail ?? status.status }
    if (reply) return { became: 'waiting', why: reply.aside ?? '' }
    const ignored = events.find((event) => event.kind === 'ignored')
    return { became: 'nothing', why: ignored?.kind === 'ignored' ? ignored.reason : 'no event of ours' }
  } catch (error) {
    // Such a delivery is parked with its bytes, and told.
    if (error instanceof Invalid) return { became: 'waiting', why: error.message }
    throw error
  }
}

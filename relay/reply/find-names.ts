import type { CountryCode } from 'libphonenumber-js'
import { largeDelivery } from '../providers/large-delivery.ts'
import type { Line, ProviderEvent, Received } from '../providers/provider.ts'
import type { Named } from '../store/inbox/inbox.ts'
import type { Readers } from '../readers/readers.ts'
import { addressesIn } from './addresses-in.ts'
import { namesIn } from './names-in.ts'

const module = new URL('./addresses-in.ts', import.meta.url).href

/**
 * Who and which messages a delivery is about, a large one looked through by a reader. Null where nobody can tell: it holds too many,
 * or it has not been read (`events` is null).
 */
export async function findNames(
  { headers, body }: Received,
  events: readonly ProviderEvent[] | null,
  line: Line,
  { readers, country }: { readers: Readers; country: CountryCode },
): Promise<Named | null> {
  if (events === null) return null
  const addresses =
    body.length < largeDelivery
      ? addressesIn(body, headers)
      : await readers
          .run<typeof addressesIn>({ module, name: 'addressesIn', args: [body, headers], whose: line.portalId })
          .catch(() => null)
  return addresses && namesIn(addresses, events, line, country)
}

import { withEndingOfType } from '../ending-of-type.ts'
import type { ReceivedAttachment } from '../provider.ts'

/** Files by their types alone, as Twilio tells them; how a phone arranges an MMS (SMIL) is none. */
export function filesOfTypes(types: readonly string[]): ReceivedAttachment[] {
  return types.flatMap((said, index) => {
    const [bare = ''] = said.toLowerCase().split(';')
    const contentType = bare.trim() || 'application/octet-stream'
    if (contentType === 'application/smil') return []
    return [{ url: null, contentType, name: withEndingOfType(`attachment-${index + 1}`, contentType) }]
  })
}

import type { Case } from './case.ts'
import type { PostOffice } from './post-office.ts'

/** The vendor tells all of it again: what it does after a restart of its own, and every webhook byte for byte. */
export async function replayCase({ world, webhooks, findings }: Case, office: PostOffice): Promise<void> {
  const came = [...webhooks.came]
  await world.replay?.()
  for (const webhook of came) {
    const status = await office.hand(webhook)
    if (status === 0 || status >= 500) {
      findings.push({ figure: 'wrongStatus', words: `a replayed webhook was answered with ${status}` })
    }
  }
}

import type { HubSpot } from '../../../workbench/hubspot/hubspot.ts'
import type { Account } from './account.ts'
import type { Arrivals } from './arrivals.ts'
import type { Finding } from './case.ts'
import type { Expected } from './expected.ts'

/** Counts where things end: on the timelines of all contacts of the account, on phones and in mailboxes. */
export function judgeAccount(
  { portalId, people, expected }: Account,
  { hubspot, arrivals }: { hubspot: HubSpot; arrivals: Arrivals },
  only: readonly Expected[] = expected,
): Finding[] {
  const findings: Finding[] = []
  const find = (figure: Finding['figure'], words: string) => void findings.push({ figure, words })
  const entries = people.flatMap(({ id }) =>
    hubspot.timeline(portalId, id).map(({ properties, id: entryId, contactIds }) => ({
      ...{ contactId: id, entryId, contactIds },
      text: `${properties.hs_communication_body ?? ''} ${properties.hs_email_text ?? ''}`,
      status:
        properties.hs_email_status ?? /^<p><strong>[^<·]* · ([^<:]*)/.exec(properties.hs_communication_body ?? '')?.[1],
    })),
  )
  for (const { mark, contactId, to, says } of only) {
    const said = entries.filter(({ text }) => text.includes(mark))
    const own = said.filter((entry) => entry.contactId === contactId)
    const others = isShared(mark) ? [] : said.filter((entry) => entry.contactId !== contactId)
    if (own.length === 0) find('lost', `${mark} is not on the timeline of ${contactId}`)
    if (own.length > 1) find('twice', `${mark} is ${own.length} times on the timeline of ${contactId}`)
    for (const other of others) find('wrongContact', `${mark} of ${contactId} stands with ${other.contactId}`)
    for (const { contactIds, entryId } of own)
      if (contactIds.length > 1)
        find('wrongContact', `entry ${entryId} of ${mark} stands with ${contactIds.join(', ')}`)
    const [first] = own
    if (first && says !== undefined && first.status !== says)
      find('lost', `the timeline says ${first.status} of ${mark}, and not ${says}`)
    if (to === null) continue
    const arrived = arrivals.of(mark, to).length
    if (arrived === 0) find('lost', `${mark} did not arrive at ${to}`)
    if (arrived > 1) find('twice', `${mark} arrived ${arrived} times at ${to}`)
  }
  return findings
}

/** Words that many get, each once. */
function isShared(mark: string): boolean {
  return mark.includes(' ')
}

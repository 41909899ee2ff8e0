import type { HubSpot } from '../../../workbench/hubspot/hubspot.ts'
import { account } from '../../stage/relay-settings.ts'
import type { Person } from './people.ts'

/** A reply that somebody wrote. `mark` is in its text and in no other. */
export interface Reply {
  mark: string
  person: Person
  provider: string
}

export interface Counted {
  /** On nobody's timeline. */
  lost: Reply[]
  /** In more than one entry. */
  duplicated: Reply[]
  /** On the timeline of somebody else, whether or not on the right one as well. */
  wrongContact: Reply[]
  /** Entries that are the right one and the only one. */
  right: number
}

const marks = /\br[0-9a-f]{18}\b/g

/** What stands on the contacts' timelines, by the marks in the texts; the relay is not asked. */
export function countReplies(hubspot: HubSpot, people: Person[], replies: Reply[]): Counted {
  const entries = new Map<string, Set<string>>()
  const contacts = new Map<string, Set<string>>()
  const add = (map: Map<string, Set<string>>, mark: string, id: string) =>
    map.set(mark, (map.get(mark) ?? new Set()).add(id))
  for (const person of people) {
    for (const entry of hubspot.timeline(Number(account.portalId), person.id)) {
      const texts = [entry.properties.hs_communication_body, entry.properties.hs_email_text]
      for (const [mark] of texts.join('\n').matchAll(marks)) {
        add(entries, mark, `${entry.objectType}/${entry.id}`)
        for (const id of entry.contactIds) add(contacts, mark, id)
      }
    }
  }
  const lost = replies.filter(({ mark }) => !entries.has(mark))
  const duplicated = replies.filter(({ mark }) => (entries.get(mark)?.size ?? 0) > 1)
  const wrongContact = replies.filter(({ mark, person }) =>
    [...(contacts.get(mark) ?? [])].some((id) => id !== person.id),
  )
  const flawed = new Set([...lost, ...duplicated, ...wrongContact])
  return { lost, duplicated, wrongContact, right: replies.length - flawed.size }
}

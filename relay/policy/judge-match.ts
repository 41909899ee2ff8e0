import type { AutoSendMatch } from '../../contract/settings/auto-send.ts'

/** What is known of a contact; `lists` only where a list is asked for. */
export interface ContactFact {
  properties: Readonly<Record<string, string | null>>
  lists: readonly string[]
}

/** Whether a contact is one that is meant, and why, in words for a person. All that is said must hold. */
export function judgeMatch(match: AutoSendMatch, fact: ContactFact): { matches: boolean; words: string } {
  const held: string[] = []
  const { sources, lists, properties = [] } = match
  if (sources) {
    const source = fact.properties['hs_object_source'] || 'nothing'
    if (!sources.includes(source)) {
      return { matches: false, words: `HubSpot names ${source} as its source, and only ${either(sources)} is meant.` }
    }
    held.push(`source ${source}`)
  }
  if (lists) {
    const list = lists.find((id) => fact.lists.includes(id))
    if (list === undefined) {
      const which = lists.length === 1 ? `not in the list ${lists[0]}` : `in none of the lists ${lists.join(', ')}`
      return { matches: false, words: `It is ${which}.` }
    }
    held.push(`list ${list}`)
  }
  for (const { name, values } of properties) {
    // Where several may be ticked, HubSpot keeps them in one text.
    const value = fact.properties[name] ?? ''
    if (![value, ...value.split(';')].some((one) => values.includes(one.trim()))) {
      const what = value === '' ? 'is empty' : 'has another value'
      return { matches: false, words: `Its property ${name} ${what}; meant is ${either(values)}.` }
    }
    held.push(`property ${name}`)
  }
  return { matches: true, words: held.join(', ') }
}

const either = (all: readonly string[]): string => {
  const shown = all.slice(0, 10)
  return `${shown.join(' or ')}${all.length > shown.length ? ' …' : ''}`
}

/** `passed`: handed on to where no more is heard. `unsure`: it says two things at once, or a word that nobody knows. */
export type Outcome = 'failed' | 'delayed' | 'delivered' | 'passed' | 'unsure'

export interface Report {
  outcome: Outcome
  status: string
  /** What the other server said. */
  said: string
}

const fieldLine = /^([A-Za-z][A-Za-z-]{1,40}):(.*)$/

/**
 * What the fields of a delivery report (RFC 3464) say; null where the text has none. One message of ours has one
 * recipient, who may have been made several on the way: where one of these got it and another did not, nobody is sure.
 */
export function reportOutcome(text: string): Report | null {
  const groups = groupsOf(text).filter((group) => group.has('action') || group.has('status'))
  const reports = groups.map(reportOf).filter((report) => report !== null)
  const failed = reports.find(({ outcome }) => outcome === 'failed')
  if (!failed) return reports.find(({ outcome }) => outcome === 'delivered') ?? reports[0] ?? null
  return reports.some(({ outcome }) => outcome === 'delivered') ? { ...failed, outcome: 'unsure' } : failed
}

function reportOf(group: ReadonlyMap<string, string>): Report | null {
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(group.get('status') ?? '')?.[0] ?? ''
  const said = (group.get('diagnostic-code') ?? '').replace(/^[\w-]+\s*;\s*/, '')
  const outcome = actionOf(group.get('action')?.toLowerCase() ?? '') ?? classOf(status)
  return outcome && { outcome, status, said }
}

function actionOf(action: string): Outcome | null {
  if (/^(?:fail|undeliver|reject|expire)/.test(action)) return 'failed'
  if (/^(?:delay|defer|will-retry)/.test(action)) return 'delayed'
  if (/^delivered/.test(action)) return 'delivered'
  if (/^(?:relay|expand|deliverable)/.test(action)) return 'passed'
  return action === '' ? null : 'unsure'
}

function classOf(status: string): Outcome | null {
  if (status.startsWith('5.')) return 'failed'
  if (status.startsWith('4.')) return 'delayed'
  return status.startsWith('2.') ? 'delivered' : null
}

/** Blocks of `Name: value` lines, the folded ones joined; a blank line ends a block. */
function groupsOf(text: string): Map<string, string>[] {
  const groups = [new Map<string, string>()]
  let last: string | null = null
  for (const line of text.split('\n')) {
    const group = groups.at(-1)!
    const [, name, value = ''] = fieldLine.exec(line) ?? []
    if (line.trim() === '') {
      last = null
      if (group.size > 0) groups.push(new Map<string, string>())
    } else if (name !== undefined) {
      last = name.toLowerCase()
      if (!group.has(last)) group.set(last, value.trim())
      else if (last === 'action' || last === 'final-recipient') groups.push(new Map([[last, value.trim()]]))
    } else if (last !== null && /^[ \t]/.test(line)) {
      group.set(last, `${group.get(last) ?? ''} ${line.trim()}`.slice(0, 2_000))
    }
    if (groups.length > 200) break
  }
  return groups
}

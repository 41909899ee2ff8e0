/**
 * A copy of what was sent without the members that these paths name (`steps.0.delayMinute`), to look further at the rest. Null where one of
 * them is no member of an object: without an item of a list the others would have other places.
 */
export function withoutMembers(sent: unknown, paths: readonly string[]): unknown {
  const rest: unknown = structuredClone(sent)
  for (const path of paths) {
    const names = path.split('.')
    const last = names.pop() ?? ''
    let holder = rest
    for (const name of names) holder = memberOf(holder, name)
    if (Array.isArray(holder) || memberOf(holder, last) === undefined) return null
    delete (holder as Record<string, unknown>)[last]
  }
  return rest
}

function memberOf(holder: unknown, name: string): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name)) return undefined
  return (holder as Record<string, unknown>)[name]
}

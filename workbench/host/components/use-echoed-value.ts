import { useRef, useState } from 'react'

/**
 * A value that the person edits here while the extension, across a wire, sends it back as a prop a moment later.
 * Taking every such echo would undo what was typed meanwhile; so an echo of a value we sent is dropped, and anything
 * else the extension says (a cleared draft, a template) is taken. `now` is in milliseconds.
 */
export function useEchoedValue<Value>(
  given: Value | undefined,
  initial: Value,
  now: () => number = () => performance.now(),
): { value: Value; setValue(value: Value): void; sent(value: Value): void } {
  const [value, setValue] = useState(given ?? initial)
  const seen = useRef(given)
  const sent = useRef<{ value: Value; at: number }[]>([])
  if (!same(seen.current, given)) {
    seen.current = given
    // Older than this it was never answered, so the same value now is the extension's own wish.
    const recent = sent.current.filter(({ at }) => now() - at < 3000)
    const echo = recent.findIndex((one) => same(one.value, given))
    sent.current = echo >= 0 ? recent.slice(echo + 1) : []
    if (echo < 0 || echo === recent.length - 1) setValue(given ?? initial)
  }
  return {
    value,
    setValue,
    sent: (next) => {
      if (given !== undefined) sent.current.push({ value: next, at: now() })
    },
  }
}

function same(one: unknown, other: unknown): boolean {
  return Object.is(one, other) || JSON.stringify(one) === JSON.stringify(other)
}

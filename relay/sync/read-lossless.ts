/** What the language gives and its types do not know yet: how a value stands in the text. */
type Parse = (text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown) => unknown

const utf8 = new TextDecoder()

/**
 * JSON as it is read everywhere, but for whole numbers that JavaScript would round: they are the text of their digits. Bytes that are
 * no UTF-8 become U+FFFD. Throws where it is no JSON.
 */
export function readLossless(bytes: Uint8Array): unknown {
  const text = utf8.decode(bytes)
  // Most have no such number, and looking at each value takes its time.
  if (!/\d{16}/.test(text)) return JSON.parse(text)
  return (JSON.parse as Parse)(text, (_key, value, { source = '' }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source) ? source : value,
  )
}

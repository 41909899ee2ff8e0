const [comma, quote, backslash, open, close, openObject, closeObject] = [...',"\\[]{}'].map((one) => one.charCodeAt(0))

/**
 * What a body says, element by element and as the bytes it came in, so that one that is no JSON takes none of its neighbours with it:
 * the elements of a list, or all of it as one where it is no list. Of a list that breaks off the rest is an element, too, and so
 * is what follows its end. Nothing at all has no elements. Reads each byte once; what follows `most` elements is one.
 */
export function splitElements(body: Uint8Array, most = 1_000): Uint8Array[] {
  const all = trimmed(withoutMark(body))
  if (all[0] !== open) return all.length === 0 ? [] : [all]
  const elements: Uint8Array[] = []
  let [begin, depth, isText] = [1, 0, false]
  const end = (at: number) => {
    const element = trimmed(all.subarray(begin, at))
    if (element.length > 0) elements.push(element)
    begin = at + 1
  }
  for (let at = 1; at < all.length && elements.length < most; at += 1) {
    const byte = all[at]
    if (isText) {
      if (byte === backslash) at += 1
      else if (byte === quote) isText = false
    } else if (byte === quote) isText = true
    else if (byte === open || byte === openObject) depth += 1
    else if (depth > 0) depth -= byte === close || byte === closeObject ? 1 : 0
    else if (byte === comma) end(at)
    else if (byte === close) {
      end(at)
      break
    }
  }
  end(all.length)
  return elements
}

/** The mark that some put before UTF-8 is nothing that is said. */
function withoutMark(body: Uint8Array): Uint8Array {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? body.subarray(3) : body
}

function trimmed(bytes: Uint8Array): Uint8Array {
  const isBlank = (byte: number | undefined) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
  let [from, to] = [0, bytes.length]
  while (from < to && isBlank(bytes[from])) from += 1
  while (to > from && isBlank(bytes[to - 1])) to -= 1
  return bytes.subarray(from, to)
}

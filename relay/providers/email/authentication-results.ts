/** What one `Authentication-Results` header says (RFC 8601), as far as it is asked for. */
export interface AuthenticationResults {
  /** The authserv-id of whoever wrote it, in small letters. */
  server: string
  /** Each method in small letters, with its result and properties; null where what stands behind the id cannot be read. */
  results: readonly AuthenticationResult[] | null
}

export interface AuthenticationResult {
  method: string
  result: string
  /** By names like `header.from`, in small letters; a name may stand there several times. */
  properties: readonly (readonly [name: string, value: string])[]
}

/**
 * Reads an unfolded header value by the grammar of RFC 8601 §2.2: comments, which may hold others, and quoted strings, a version, several
 * methods. Null where it does not even begin with an authserv-id. Reads each character once.
 */
export function readAuthenticationResults(text: string): AuthenticationResults | null {
  let at = 0
  let broken = false

  /** Passes blanks and comments; one without an end leaves nothing that could be believed. */
  function pass(): void {
    while (at < text.length) {
      if (text[at] === '(') passComment()
      else if (/\s/.test(text[at]!)) at += 1
      else return
    }
  }
  function passComment(): void {
    let depth = 0
    while (at < text.length) {
      const character = text[at]!
      at += character === '\\' ? 2 : 1
      if (character === '(') depth += 1
      else if (character === ')' && (depth -= 1) === 0) return
    }
    broken = true
  }
  function quoted(): string {
    let value = ''
    at += 1
    while (at < text.length) {
      const character = text[at]!
      if (character === '"') {
        at += 1
        return value
      }
      if (character === '\\') at += 1
      value += text[at] ?? ''
      at += 1
    }
    broken = true
    return value
  }
  /** Characters up to one of `ends`; what stands between quotation marks belongs to it. */
  function word(ends: RegExp): string {
    let value = ''
    while (at < text.length && !ends.test(text[at]!)) {
      if (text[at] === '"') value += quoted()
      else {
        value += text[at]
        at += 1
      }
    }
    return value
  }
  const name = (): string => word(/[\s(=;/]/).toLowerCase()
  const property = (): string => word(/[\s(=;]/).toLowerCase()
  const value = (): string => word(/[\s(;]/)

  function result(): AuthenticationResult | null {
    const method = name()
    pass()
    if (text[at] === '/') {
      at += 1
      pass()
      name()
      pass()
    }
    // "none" stands for no result at all.
    if (text[at] !== '=') {
      if (method !== 'none') broken = true
      return null
    }
    at += 1
    pass()
    const found = value().toLowerCase()
    return { method, result: found, properties: properties() }
  }
  function properties(): (readonly [string, string])[] {
    const found: (readonly [string, string])[] = []
    for (pass(); at < text.length && text[at] !== ';'; pass()) {
      let named = property()
      for (pass(); (named.endsWith('.') || text[at] === '.') && !/[=;]/.test(text[at] ?? ';'); pass()) {
        named += property()
      }
      if (text[at] !== '=') continue
      at += 1
      pass()
      found.push([named, value()])
    }
    return found
  }

  pass()
  const server = word(/[\s(;=]/).toLowerCase()
  pass()
  if (server === '' || broken || text[at] === '=') return null
  // A version of the header that is not the first may mean anything.
  const version = /\d/.test(text[at] ?? '') ? word(/[\s(;]/) : '1'
  pass()
  if (version !== '1' || (at < text.length && text[at] !== ';')) return { server, results: null }
  const results: AuthenticationResult[] = []
  while (at < text.length && !broken) {
    at += 1
    pass()
    if (at >= text.length || text[at] === ';') continue
    const one = result()
    if (one) results.push(one)
    else pass()
    if (at < text.length && text[at] !== ';') broken = true
  }
  return { server, results: broken ? null : results }
}

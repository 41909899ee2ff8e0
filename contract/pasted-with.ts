/** Signs that nobody sees and blanks that are not the ordinary one: none of these is in a secret that somebody made. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u

/** Kinds of quotation marks, as shells, word processors and chats put them around. */
const quoted = /^(?:".*"|'.*'|`.*`|[“”„].*[“”]|[‘’‚].*[‘’]|«.*»)$/su

/**
 * What came along when a secret was copied, in words that follow its name and never tell any of it; null where nothing did. Blanks
 * around it are left out before.
 */
export function pastedWith(secret: string): string | null {
  if (/^(?:bearer|basic|authorization:?)\s/iu.test(secret)) {
    return 'begins with a word of the header in which it is sent, such as "Bearer"; leave that out'
  }
  if (quoted.test(secret)) return 'stands in quotation marks; leave them out'
  const [character] = unseen.exec(secret) ?? []
  if (character === undefined) return null
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `holds a character that cannot be seen (U+${code}); copy it anew or type it`
}

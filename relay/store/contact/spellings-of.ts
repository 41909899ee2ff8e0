/** How an address may stand in others' words: a number with and without its plus, an email in a form, too. */
export function spellingsOf(name: string): string[] {
  const plain = name.toLowerCase()
  if (plain.startsWith('+')) return [plain.slice(1)]
  return plain.includes('@') ? [plain, plain.replaceAll('@', '%40')] : [plain]
}

/**
 * Lines with which mail programs introduce the message that is being answered. Each is matched against one line, or two
 * or three joined, because programs wrap the introduction.
 */
const introductions: readonly RegExp[] = [
  /^On\b.{6,300}\bwrote:$/i,
  /^Am\b.{6,300}\bschrieb\b.{0,200}:$/i,
  /^Le\b.{6,300}\ba\s+écrit\s*:$/i,
  /^El\b.{6,300}\bescribió:$/i,
  /^Il\b.{6,300}\bha scritto:$/i,
  /^Em\b.{6,300}\bescreveu:$/i,
  /^Op\b.{6,300}\b(?:schreef|het volgende geschreven)\b.{0,200}:$/i,
  /^(?:Den|Den\s.+)\b.{6,300}\bskrev\b.{0,200}:$/i,
  /^W dniu\b.{6,300}\b(?:napisał|napisała|pisze)\b.{0,200}:$/i,
  /^.{0,200}<[^<>\s]+@[^<>\s]+>\s*(?:wrote|schrieb|a écrit|escribió|ha scritto)\s*:$/i,
]

/** Rules after which everything is the old message, whatever follows. */
const divider =
  /^(?:-{2,}\s*(?:original message|ursprüngliche nachricht|message d'origine|message original|mensaje original|messaggio originale|forwarded message|weitergeleitete nachricht)\s*-{2,}|_{20,})$/i

/** The header block that Outlook copies above the old message: a "From" line, then at least two more of its kind. */
const headerFrom = /^\*?(?:from|von|de|da|van|från|fra|od)\s?:\*?\s+\S/i
const headerMore =
  /^\*?(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado|fecha|para|asunto|inviato|a|oggetto|verzonden|aan|onderwerp)\s?:\*?(?:\s|$)/i

/** Where the old message begins at this line, how many lines introduce it; 0 when it does not. */
function introduction(lines: readonly string[], at: number): number {
  for (let span = 1; span <= 3 && at + span <= lines.length; span++) {
    const joined = lines
      .slice(at, at + span)
      .map((text) => text.trim())
      .join(' ')
      .trim()
    if (lines[at + span - 1]!.trim() === '' || joined.startsWith('>') || joined.length > 600) return 0
    // All of them carry a date or an address; a person's own "On Monday I wrote:" has neither.
    if (/[\d@]/.test(joined) && introductions.some((shape) => shape.test(joined))) return span
  }
  return 0
}

function endsHere(lines: readonly string[], at: number): boolean {
  const text = lines[at]!.trim()
  if (divider.test(text)) return true
  if (!headerFrom.test(text)) return false
  const next = lines.slice(at + 1, at + 7).filter((line) => headerMore.test(line.trim()))
  return next.length >= 2
}

/**
 * What the person wrote, without the message that is answered. Answers written between or below quoted lines are kept.
 * When nothing would be left the text is returned as it came: better too much on the timeline than nothing.
 */
export function withoutQuoted(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const kept: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    if (endsHere(lines, at)) break
    if (/^\s*>/.test(line)) continue
    const span = introduction(lines, at)
    if (span === 0) kept.push(line)
    else at += span - 1
  }
  const result = tidy(kept)
  return result || tidy(lines)
}

function tidy(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

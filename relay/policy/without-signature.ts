/** Below this line stands a signature, says RFC 3676 §4.3; mail programs lose the blank behind it. */
const delimiter = /^--[ \t]*$/

/** What programs for mail put below what was written, by the words of their languages; the device or program stands behind or before. */
const programLines: readonly RegExp[] = [
  // English
  /^(?:sent|get|composed|written) (?:from|via|by|with|using|on|outlook|mail)\b/u,
  // German
  /^(?:von (?:meinem|meiner|unterwegs)\b.*\b(?:gesendet|geschickt)|(?:gesendet|verfasst|diese nachricht wurde) (?:von|vom|mit|über|aus)\b|holen sie sich outlook\b|outlook für\b)/u,
  // French
  /^(?:envoyé|envoyée|télécharge[rz]?|obtenir|obtenez) (?:de|depuis|à partir|avec|via|par|outlook)\b/u,
  // Spanish, Portuguese, Galician, Catalan
  /^(?:enviad[oa]|enviat|obtener|obtén|obter|baixe|descarga) (?:desde|des|de|do|da|dende|con|com|amb|a partir|pelo|por|via|o outlook|outlook)\b/u,
  // Italian
  /^(?:inviato|inviata|ottieni|scarica) (?:da|dal|dalla|con|tramite|outlook)\b/u,
  // Dutch
  /^(?:verstuurd|verzonden|download|outlook voor)\b/u,
  // Swedish, Danish, Norwegian
  /^(?:skickat|skickades|sendt|hämta|hent) (?:från|fra|med|via|outlook)/u,
  // Finnish, Polish, Czech, Slovak, Romanian, Hungarian
  /^(?:lähetetty|hanki outlook|wysłano|wysłane|wysłany|pobierz outlook|odesláno|odoslané|trimis|elküldve)(?![\p{L}])/u,
  // Turkish, Hungarian, Japanese, Korean, Chinese: the verb stands last.
  /^[^\n]{0,60}(?:gönderildi|küldve|から送信|에서 보냄|傳送|发送|發送)$/u,
  // Russian, Ukrainian, Greek
  /^(?:отправлено|надіслано|στάλθηκε|εστάλη|απεστάλη) (?:с|со|из|через|з|із|από|με)(?![\p{L}])/u,
  // Hebrew, Arabic, Chinese
  /^(?:נשלח מ|أرسلت من|أُرسلت من|مرسل من|تم الإرسال من|发自|發自|從我|从我|来自|來自)/u,
]

/** A device or a program is named in the line of one. */
const longestLine = 120

/**
 * A mail's text without what is proved to be a signature: what stands below the delimiter, and lines at its end that mail programs and
 * phones write by themselves ("Sent from my iPhone").
 */
export function withoutSignature(text: string): string {
  const lines = text.split(/\r\n?|\n/)
  const at = lines.findIndex((line) => delimiter.test(line))
  const kept = at < 0 ? lines : lines.slice(0, at)
  while (kept.length > 0 && (kept.at(-1)!.trim() === '' || isOfProgram(kept.at(-1)!))) kept.pop()
  return kept.join('\n')
}

function isOfProgram(line: string): boolean {
  if (line.length > longestLine) return false
  const words = line
    .normalize('NFC')
    .toLowerCase()
    .replace(/^[\s*_<([-]+/u, '')
    .replace(/(?<![\s*_>)\].。!-])[\s*_>)\].。!-]+$/u, '')
  return programLines.some((pattern) => pattern.test(words))
}

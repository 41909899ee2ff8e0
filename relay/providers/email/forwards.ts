/**
 * What mail programs put before the subject of a mail that is passed on: Outlook in the language of its user, nearly all
 * others "Fwd".
 */
const prefix =
  /^(?:\[[^\]]{0,60}\]\s*)*(?:fwd?|fw|wg|tr|rv|enc|i|vb|vl|videresendt|videresend|pd|doorst|ilt|i̇lt|přep|továbbítva|továbbítás|πρθ|прф|пересл|转发|轉寄|轉發|転送|전달|הועבר|إعادة توجيه)(?:\s*(?:\[\d+\]|\(\d+\)))?\s*[:：]/iu
/** Danish and Norwegian for what is passed on, Finnish for an answer. */
const either = /^vs\s*[:：]/iu

/** Whether a subject says that what follows was written by somebody else, and passed on. */
export function forwards(subject: string): 'yes' | 'perhaps' | 'no' {
  const text = subject.trim()
  return prefix.test(text) ? 'yes' : either.test(text) ? 'perhaps' : 'no'
}

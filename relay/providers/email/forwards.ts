/**
 * What mail programs put before the subject of a mail that is passed on: Outlook in the language of its user, nearly all
 * others "Fwd". VS and R are left out: in Finnish and Italian they stand for an answer.
 */
const prefix =
  /^(?:\[[^\]]{0,60}\]\s*)*(?:fwd?|fw|wg|tr|rv|enc|i|vb|videresendt|pd|doorst|ilt|fyi|továbbítva|továbbítás|πρθ|прф|пересл|转发|轉寄|轉發|転送|전달|הועבר|إعادة توجيه)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]/iu

/** Whether a subject says that what follows was written by somebody else, and passed on. */
export function forwards(subject: string): boolean {
  return prefix.test(subject.trim())
}

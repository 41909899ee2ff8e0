/** The words with a capital and a full stop: some providers' begin small and end in the air. */
export function asSentence(text: string): string {
  const whole = /[.!?…]$/.test(text) ? text : `${text}.`
  return whole.charAt(0).toUpperCase() + whole.slice(1)
}

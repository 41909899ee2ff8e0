/** What an answer of a vendor's server that says nothing else means, as a sentence that begins with the vendor's name. */
export function answerWords(vendor: string, status: number): string {
  if (status === 408 || status === 504) return `${vendor} did not answer in time (${status}).`
  if (status >= 500) return `${vendor} had a fault of its own (${status}).`
  if (status === 429) return `${vendor} takes no more right now (${status}).`
  return `${vendor} gave an answer that says neither yes nor no (${status}).`
}

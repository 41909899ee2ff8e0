const optOut = new Set(
  'stop stopall unsubscribe cancel end quit revoke optout opt-out'.split(' ').concat('opt out', 'stop all'),
)
const optIn = new Set(['start', 'unstop', 'subscribe'])

/**
 * What a reply says about consent when the whole of it is a keyword; a keyword inside a sentence says nothing.
 * The words are those of the FCC's 2025 rule and of HubSpot's own SMS; case, punctuation and quotes do not count.
 */
export function readKeyword(body: string): 'opted_out' | 'opted_in' | null {
  const words = body
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.,!?"'“”„‘’`*]+/g, ' ')
    .trim()
  if (optOut.has(words)) return 'opted_out'
  return optIn.has(words) ? 'opted_in' : null
}

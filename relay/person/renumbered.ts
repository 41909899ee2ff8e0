/** A country in which two numbers name the same person: `now` is the one that is compared, `then` its other spelling. */
export interface Renumbered {
  country: string
  /** What the other spelling becomes; null where a number is none. */
  now(number: string): string | null
  /** The other spelling of what is compared; null where it has none. */
  then(number: string): string | null
}

const by = (country: string, other: RegExp, now: string, current: RegExp, then: string): Renumbered => ({
  country,
  now: (number) => (other.test(number) ? number.replace(other, now) : null),
  then: (number) => (current.test(number) ? number.replace(current, then) : null),
})

/** Of Côte d'Ivoire: which two digits each network's eight-digit numbers were given in 2021, by their second digit and, of landlines, the first. */
const ivorian = { '1': '01', '2': '01', '3': '01', '4': '05', '5': '05', '6': '05', '7': '07', '8': '07', '9': '07' }

/**
 * Where networks go on with spellings that the numbering plan has left behind, or know one that the plan does not. Sources: Meta,
 * "Phone numbers" of the WhatsApp Business Platform, which names Brazil, Mexico and Argentina; the plans' own changes as the ITU
 * published them: Brazil's ninth digit (2012 to 2016), Mexico's 1 behind the country code (abolished 2019), Argentina's 9 of mobile
 * numbers called from abroad, Côte d'Ivoire (31 January 2021) and Benin (30 November 2024), which put two digits before each number.
 */
export const renumbered: readonly Renumbered[] = [
  // Landlines begin with 2 to 5 and never had a ninth digit.
  by('BR', /^\+55(\d\d)([6-9]\d{7})$/, '+55$19$2', /^\+55(\d\d)9([6-9]\d{7})$/, '+55$1$2'),
  by('MX', /^\+521(\d{10})$/, '+52$1', /^\+52(\d{10})$/, '+521$1'),
  // A mobile number and a landline never differ by the 9 alone.
  by('AR', /^\+549(\d{10})$/, '+54$1', /^\+54(\d{10})$/, '+549$1'),
  by('BJ', /^\+229(\d{8})$/, '+22901$1', /^\+22901(\d{8})$/, '+229$1'),
  {
    country: 'CI',
    now(number) {
      const [, old] = /^\+225(\d{8})$/.exec(number) ?? []
      const prefix = old && prefixOf(old)
      return prefix ? `+225${prefix}${old}` : null
    },
    then(number) {
      const [, prefix, old] = /^\+225(0[157])(\d{8})$/.exec(number) ?? []
      return old && prefixOf(old) === prefix ? `+225${old}` : null
    },
  },
]

/** Mobile numbers were told apart by their second digit, and began with 0, 4, 5, 6, 7, 8 or 9. */
function prefixOf(old: string): string | null {
  if (!/^[04-9][1-9]/.test(old)) return null
  return ivorian[old[1] as keyof typeof ivorian]
}

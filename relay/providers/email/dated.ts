/** A year of any calendar in use, or day, month and year as numbers, in the digits of any script. */
const day =
  /(?<!\p{Nd})(?:(?:1[34]|19|20|25)\d\d|(?!\d)\p{Nd}{4})(?!\p{Nd})|(?<!\p{Nd})\p{Nd}{1,2}[./-]\p{Nd}{1,2}[./-]\p{Nd}{2}(?!\p{Nd})/u
const time = /(?<!\p{Nd})\p{Nd}{1,2}(?:[:.：]|\s?[h時时点시]\s?)\p{Nd}{2}(?!\p{Nd})/u

/** Whether a line holds a date, and whether with the time of day, as mail programs write it in any language. */
export function dated(text: string): 'no' | 'day' | 'time' {
  if (!day.test(text)) return 'no'
  return time.test(text) ? 'time' : 'day'
}

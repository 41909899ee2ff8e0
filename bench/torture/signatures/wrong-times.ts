import type { Surface, Trial } from './surface.ts'

/** Requests that are signed with the right secret for a time that is too far away, or none. */
export function wrongTimes(surface: Surface, at: number): Trial[] {
  const { time } = surface
  if (!time) return []
  const { unit, tolerance } = time
  const shifted = (milliseconds: number) => String(Math.floor((at + milliseconds) / unit))
  const day = 86_400_000
  const times: [string, string][] = [
    ['just too old', shifted(-tolerance - unit)],
    ['just too young', shifted(tolerance + 2 * unit)],
    ['six minutes old', shifted(-360_000)],
    ['six minutes ahead', shifted(360_000)],
    ['an hour old', shifted(-3_600_000)],
    ['an hour ahead', shifted(3_600_000)],
    ['a day old', shifted(-day)],
    ['ten years old', shifted(-3_652 * day)],
    ['ten years ahead', shifted(3_652 * day)],
    ['zero', '0'],
    ['one', '1'],
    ['not a number', 'NaN'],
    ['infinite', 'Infinity'],
    ['infinite the other way', '-Infinity'],
    ['empty', ''],
    ['a word', 'now'],
    ['minus one', '-1'],
    ['negative', `-${shifted(0)}`],
    ['with a plus sign', `+${shifted(0)}`],
    ['with a fraction', `${shifted(0)}.0`],
    ['with a fraction that counts', `${shifted(0)}.5`],
    ['with an exponent', `${(at / unit).toExponential()}`],
    ['in hex', `0x${Math.floor(at / unit).toString(16)}`],
    ['with separators', Math.floor(at / unit).toLocaleString('en-US')],
    ['with a space inside', shifted(0).replace(/^(\d{4})/, '$1 ')],
    ['with a letter at its end', `${shifted(0)}n`],
    ['huge', '9'.repeat(30)],
    ['huge beyond a double', '9'.repeat(400)],
    ['the largest safe number', String(Number.MAX_SAFE_INTEGER)],
    ['past 64 bits by exactly now', String(2n ** 64n + BigInt(Math.floor(at / unit)))],
    ['in the other unit', String(unit === 1 ? Math.floor(at / 1_000) : at)],
    ['in microseconds', `${at}000`],
    ['a date in words', new Date(at).toISOString()],
    ['a date of HTTP', new Date(at).toUTCString()],
    ['a list', `${shifted(0)},${shifted(0)}`],
    ['digits of another script', shifted(0).replaceAll(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit)))],
  ]
  const signed = times.map(([name, text]): Trial => {
    const draft = { ...surface.draft(at), time: text }
    return { name: `a time ${name}`, sent: surface.prove(draft), at }
  })
  // The signature of one moment with the time of another: the time itself must be signed.
  const moved = [-1, 1].map((units): Trial => {
    const draft = surface.draft(at)
    const signature = surface.signature.read(surface.prove(draft))
    const other = surface.prove({ ...draft, time: shifted(units * unit) })
    return { name: `a time that was changed by ${units}`, sent: surface.signature.write(other, signature), at }
  })
  return [...signed, ...moved]
}

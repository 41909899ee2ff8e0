import { Invalid } from '../../errors.ts'

/** The minutes after `--keep-for`, as a request names them; nothing where they were not typed. Throws `Invalid`. */
export function keepFor(options: ReadonlyMap<string, string>): { keepMinutes?: number } {
  const minutes = options.get('--keep-for')
  if (minutes === undefined) return {}
  if (/^[0-9]{1,5}$/.test(minutes) && Number(minutes) <= 43_200) return { keepMinutes: Number(minutes) }
  throw new Invalid('invalid_minutes', 'After --keep-for stand minutes: a whole number, 43200 (thirty days) at most.')
}

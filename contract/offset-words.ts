/** Minutes east of UTC in words: `UTC`, `UTC+1`, `UTC-3:30`. */
export function offsetWords(minutes: number): string {
  if (minutes === 0) return 'UTC'
  const far = Math.abs(minutes)
  const rest = far % 60
  return `UTC${minutes < 0 ? '-' : '+'}${Math.floor(far / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}

const colours = ['#00868f', '#c9543c', '#5e5bb8', '#2d7d5a', '#b3427e', '#3a6fb0']

/** Initials on a colour that stays with the name. */
export function Avatar({ name, large = false }: { name: string; large?: boolean }) {
  const initials = name
    .split(/[\s@]+/)
    .slice(0, 2)
    // A letter may be two of JavaScript's characters.
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 32).toUpperCase())
    .join('')
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0)
  return (
    <span
      className={`avatar${large ? ' large' : ''}`}
      aria-hidden="true"
      style={{ background: colours[sum % colours.length] }}
    >
      {initials}
    </span>
  )
}

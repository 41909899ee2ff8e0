/** Strokes on a 24 by 24 grid for the icon names that cards use most; the rest is drawn as a small ring. */
const paths: Record<string, string> = {
  add: 'M12 5v14M5 12h14',
  attach: 'M8 12l6-6a3 3 0 0 1 4 4l-8 8a5 5 0 0 1-7-7l8-8',
  calling: 'M6 3l3 1 1 4-2 2a12 12 0 0 0 6 6l2-2 4 1 1 3c-1 3-4 3-6 2A20 20 0 0 1 4 9C3 7 3 4 6 3z',
  checkCircle: 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM8 12l3 3 5-6',
  clock: 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM12 7v5l3 3',
  comment: 'M4 5h16v11H9l-5 4z',
  contact: 'M16 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM4 21c0-5 4-7 8-7s8 2 8 7',
  copy: 'M9 9h11v12H9zM5 15H4V3h11v1',
  date: 'M4 6h16v15H4zM4 10h16M8 3v4M16 3v4',
  delete: 'M5 7h14M9 7V4h6v3M7 7l1 14h8l1-14',
  edit: 'M4 20l1-5L16 4l4 4L9 19z',
  email: 'M3 5h18v14H3zM3 6l9 7 9-7',
  exclamation: 'M12 5v9M12 18v1',
  exclamationCircle: 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM12 7v6M12 16v1',
  info: 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM12 11v6M12 7v1',
  left: 'M15 5l-7 7 7 7',
  link: 'M10 14a4 4 0 0 0 6 0l4-4a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-4 4a4 4 0 0 0 6 6l1-1',
  locked: 'M6 11h12v10H6zM8 11V8a4 4 0 0 1 8 0v3',
  messages: 'M3 4h14v10H8l-5 4zM20 9v12l-4-3h-5',
  mobile: 'M7 2h10v20H7zM11 18h2',
  question: 'M9 9a3 3 0 1 1 4 3c-1 1-1 1-1 3M12 18v1',
  refresh: 'M20 12a8 8 0 1 1-3-6M20 3v5h-5',
  remove: 'M6 6l12 12M18 6L6 18',
  right: 'M9 5l7 7-7 7',
  search: 'M16 10a6 6 0 1 1-12 0 6 6 0 0 1 12 0zM15 15l6 6',
  send: 'M3 11l18-8-8 18-2-8z',
  success: 'M5 12l5 5L20 7',
  upload: 'M12 16V4M7 9l5-5 5 5M4 20h16',
  warning: 'M12 3l10 18H2zM12 10v5M12 18v1',
  workflows: 'M4 4h6v6H4zM14 14h6v6h-6zM7 10v7h7',
}

/** A small drawing in the colour of its text. Without `label` it is decoration. */
export function Glyph({ name, size = 16, label }: { name: string; size?: number; label?: string }) {
  return (
    <svg
      className="hx-glyph"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      data-icon={name}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      <path d={paths[name] ?? 'M18 12a6 6 0 1 1-12 0 6 6 0 0 1 12 0z'} />
    </svg>
  )
}

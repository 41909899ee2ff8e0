import { createHash } from 'node:crypto'
import { TextAnswer } from '../http/route.ts'

/** What an admin reads where an installation begins or ends. */
export interface InstallPage {
  /** Stable, for the audit log. */
  code: string
  status: number
  title: string
  /** What happened, and what to do now; a paragraph each. */
  text: string[]
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem;color:#213343}h1{font-size:1.4rem}'
const styleHash = createHash('sha256').update(style).digest('base64')

/** Headers of every page and redirect of an installation: nothing runs, nothing is framed, kept or told to anybody else. */
export const installHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/** What a browser that opens too many pages is told. */
export const tooManyPages: InstallPage = {
  code: 'too_many_requests',
  status: 429,
  title: 'One moment, please',
  text: [
    'There are too many requests at once from where you are. Nothing was changed.',
    'Reload this page in a moment.',
  ],
}

/** A plain page without scripts; all of its text is escaped. `wait` is in milliseconds. */
export function installPage({ status, title, text }: InstallPage, wait = 0): TextAnswer {
  const paragraphs = text.map((one) => `<p>${escape(one)}</p>`).join('\n')
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${style}</style></head>
<body>
<h1>${escape(title)}</h1>
${paragraphs}
</body>
</html>
`
  return new TextAnswer('text/html; charset=utf-8', html, {
    status,
    headers: { ...installHeaders, ...(wait > 0 ? { 'retry-after': String(Math.ceil(wait / 1_000)) } : {}) },
  })
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

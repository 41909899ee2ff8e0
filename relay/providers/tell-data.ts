import { cutText } from '../../contract/cut-text.ts'

const mostLines = 60
const mostLetters = 2000

/** Names that mean something to software alone. */
const inner = /(^|_)(token|sha256|thumbnail|wa_id|mid)$|^(flow_token|wa_flow_response_params)$/i

/** Data of a form as lines that a person can read (`date: 2026-12-01`), without what only software needs; '' where it says nothing. */
export function tellData(data: unknown): string {
  const lines: string[] = []
  collect(data, '', lines)
  const told = lines.slice(0, mostLines).join('\n')
  if (lines.length <= mostLines && told.length <= mostLetters) return told
  return `${cutText(told, mostLetters)}\n… (there is more)`
}

function collect(value: unknown, name: string, lines: string[]): void {
  if (lines.length > mostLines || value === null || value === undefined || value === '') return
  if (typeof value !== 'object') {
    const said = wordsOf(value)
    if (said !== '') lines.push(name === '' ? said : `${name}: ${said}`)
    return
  }
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) {
    collect(value.filter((each) => each !== '').join(', '), name, lines)
    return
  }
  for (const [key, member] of Object.entries(value)) {
    if (inner.test(key)) continue
    const own = Array.isArray(value) ? '' : key.replaceAll('_', ' ')
    collect(member, [name, own].filter(Boolean).join(' '), lines)
  }
}

function wordsOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}

import { peekText } from '../peek.ts'
import { tellData } from '../tell-data.ts'

/** What a person chose or filled in: a button, a row of a list, a form (Flow), an address, whether calls are welcome. */
export function choiceWords(interactive: unknown): string | undefined {
  const row = [peekText(interactive, 'list_reply', 'title'), peekText(interactive, 'list_reply', 'description')].filter(
    Boolean,
  )
  const call = peekText(interactive, 'call_permission_reply', 'response')
  return (
    peekText(interactive, 'button_reply', 'title') ??
    (row.length > 0 ? row.join('\n') : undefined) ??
    peekText(interactive, 'button_reply', 'id') ??
    peekText(interactive, 'list_reply', 'id') ??
    formWords(interactive) ??
    (call === undefined ? undefined : `${call === 'accept' ? 'Allows' : 'Does not allow'} calls by WhatsApp.`)
  )
}

/** A form's answers come as JSON in a text. */
function formWords(interactive: unknown): string | undefined {
  const label = peekText(interactive, 'nfm_reply', 'body')
  const answers = peekText(interactive, 'nfm_reply', 'response_json')
  const told = [label, answers === undefined ? undefined : tellData(parsed(answers))].filter(Boolean)
  return told.length > 0 ? told.join('\n') : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
